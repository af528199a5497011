import { useMemo, useState } from 'react';
import { listProblems, problemsCsv, rowText, savedName } from '#components/review/file/review-csv.ts';
import { beginningPlaceOf } from '#components/review/who/place.ts';
import { saveFile } from '#components/shared/files/save-file.ts';
import { formatCount, formatQuantity } from '#components/shared/format.ts';
import { HelpLink } from '#components/shared/links/help-link.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Download } from '#components/ui/icons/lucide.tsx';
import type { ReviewUser, Roster } from '#lib/contract/roster';

/** Number of problems added at a time. */
const page = 50;

/** The problems of the rows of a file: line or row, text of the row, and what to do. They can be saved as CSV. */
export function ProblemsDialog({
  roster,
  users,
  onClose,
}: {
  roster: Roster;
  users: readonly ReviewUser[];
  onClose: () => void;
}) {
  const problems = useMemo(() => listProblems(users), [users]);
  const [shown, setShown] = useState(page);
  const blocking = problems.filter(({ blocks }) => blocks).length;
  return (
    <Dialog
      onClose={onClose}
      title={formatQuantity(problems.length, 'problem')}
      description={
        <p>
          {formatCount(blocking)} of them prevent a deactivation. Lockstep has repaired and guessed nothing.
        </p>
      }
      width="lg"
      footer={
        <>
          <Button onClick={() => saveFile(savedName(roster, 'problems'), problemsCsv(roster, problems))}>
            <Download size={14} /> Save the problems as CSV
          </Button>
          <Button variant="primary" onClick={onClose}>
            Close
          </Button>
        </>
      }
    >
      <HelpLink topic={blocking > 0 ? 'row-blocked' : 'row-doubtful'} />
      <ul className="divide-y border-y">
        {problems.slice(0, shown).map(({ line, label, message, blocks, user }) => (
          <li key={`${line} ${user.position} ${message}`} className="py-2 [overflow-wrap:anywhere]">
            <p className="flex flex-wrap items-center gap-2">
              <span className="text-ink-2 tabular-nums">{beginningPlaceOf(user, line)}</span>
              <Badge tone={blocks ? 'red' : 'amber'}>{label}</Badge>
            </p>
            <p className="mt-1 text-ink-2">{message}</p>
            <code className="mt-1 block font-mono text-ink-2 text-xs">
              {rowText(user, roster.delimiter).slice(0, 500)}
            </code>
          </li>
        ))}
      </ul>
      {problems.length > shown && (
        <Button className="mt-3" onClick={() => setShown(shown + page)}>
          Show {formatCount(Math.min(page, problems.length - shown))} more of{' '}
          {formatCount(problems.length - shown)}
        </Button>
      )}
    </Dialog>
  );
}
