import { ExternalLink } from 'lucide-react';
import { readLink } from '#lib/domain/text/outside-link';

/** An address of Atlassian's, to be opened beside this page; nothing where it is not a safe one. */
export function OutsideLink({ address }: { address: string }) {
  const href = readLink(address);
  if (href === null) return null;
  return (
    <a href={href} target="_blank" rel="noreferrer" className="underline underline-offset-2 wrap-anywhere">
      {href} <ExternalLink aria-hidden size={12} className="inline" />
    </a>
  );
}
