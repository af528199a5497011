'use client';
import { FormDialog } from '#components/shared/form-dialog.tsx';
import { rosterTime } from '#components/upload/roster-time.ts';
import type { Roster } from '#lib/contract/roster';

/** Asks once before a roster is deleted. */
export function DeleteRoster({
  roster,
  remove,
  close,
}: {
  roster: Roster;
  remove: (id: string) => Promise<void>;
  close: () => void;
}) {
  return (
    <FormDialog
      title="Delete this roster?"
      description={
        <p>
          <strong className="font-medium text-ink wrap-anywhere">{roster.name}</strong>, {rosterTime(roster)},
          and your selection in it are deleted from this computer. Runs made from it, their reports and the
          protected users stay. Nothing changes at Atlassian.
        </p>
      }
      act="Delete"
      variant="danger"
      cancel="Keep it"
      perform={() => remove(roster.id)}
      close={close}
    />
  );
}
