import { Mail } from '#components/ui/icons/lucide.tsx';

/** Says that Atlassian sends e-mails, before every run that deactivates. `rehearses`: a dry run does not. */
export function EmailsNote({ rehearses = false }: { rehearses?: boolean }) {
  return (
    <p className="flex items-start gap-1.5 text-ink-2">
      <Mail size={14} className="mt-[3px] shrink-0" />
      {rehearses
        ? 'Atlassian e-mails users when they are deactivated. A dry run deactivates nobody.'
        : 'Atlassian e-mails each user whose account is deactivated. This cannot be switched off.'}
    </p>
  );
}
