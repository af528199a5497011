'use client';
import { FailureLine } from '#components/shared/failure-notice.tsx';
import { download } from '#components/shared/ticket.ts';
import { useAttempt } from '#components/shared/use-attempt.ts';
import { Button } from '#components/ui/button.tsx';
import { ChevronDown } from '#components/ui/icons/lucide.tsx';
import { Menu, MenuGroup, MenuItem, MenuSeparator } from '#components/ui/menu.tsx';

const redacted = [
  ['html', 'Redacted page'],
  ['csv', 'Redacted CSV'],
  ['json', 'Redacted JSON'],
] as const;

/** The reports beside the full CSV. */
export function ReportMenu({ runId }: { runId: string }) {
  const { failure, busy, run } = useAttempt();
  const get = (file: string) => run(() => download(`/api/runs/${encodeURIComponent(runId)}/${file}`));
  return (
    <>
      <Menu
        trigger={
          <Button busy={busy}>
            Other reports <ChevronDown size={13} />
          </Button>
        }
      >
        <MenuGroup label="Name, e-mail, role, status, created, deactivated on. Role and created are those of the file, as long as it is kept.">
          <MenuItem onSelect={() => void get('report.csv?preset=access-review')}>
            CSV for an access review
          </MenuItem>
        </MenuGroup>
        <MenuSeparator />
        <MenuGroup label="Names, addresses, organisation and texts are left out, and account IDs are hashed. It can be shared, and cannot be verified against the digest of the plan.">
          {redacted.map(([kind, label]) => (
            <MenuItem key={kind} onSelect={() => void get(`report.${kind}?redacted=1`)}>
              {label}
            </MenuItem>
          ))}
        </MenuGroup>
      </Menu>
      {failure && <FailureLine failure={failure} />}
    </>
  );
}
