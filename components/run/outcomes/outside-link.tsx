import { ExternalLink } from '#components/ui/icons/lucide.tsx';
import { readLink } from '#lib/domain/text/outside-link';

/** A link to an address of Atlassian, opened in a new tab. Renders nothing if the address is not safe. */
export function OutsideLink({ address }: { address: string }) {
  const href = readLink(address);
  if (href === null) return null;
  return (
    <a href={href} target="_blank" rel="noreferrer" className="underline underline-offset-2 wrap-anywhere">
      {href} <ExternalLink size={12} className="inline" />
    </a>
  );
}
