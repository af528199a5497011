import { Mail } from '#components/ui/icons/lucide.tsx';

/** Says that Atlassian sends e-mails, before every run that deactivates. */
export function EmailsNote() {
  return (
    <p className="flex items-start gap-1.5 text-ink-2">
      <Mail size={14} className="mt-[3px] shrink-0" />
      Atlassian e-mails each user whose account is deactivated. This cannot be switched off.
    </p>
  );
}
