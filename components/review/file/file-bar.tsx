import { useState } from 'react';
import { fileAge } from '#components/plan/confirmation.ts';
import { OperatorLine } from '#components/review/operator/operator-line.tsx';
import { beginningPlaceOf } from '#components/review/who/place.ts';
import { formatAgo, formatDateTime, formatQuantity } from '#components/shared/format.ts';
import { FoldButton, foldedClass } from '#components/shared/screen/fold-button.tsx';
import { Button } from '#components/ui/button.tsx';
import { cx } from '#components/ui/class-names.ts';
import { Dialog } from '#components/ui/dialog.tsx';
import { Building2, FileText } from '#components/ui/icons/lucide.tsx';
import type { RosterDetail } from '#lib/contract/roster';

interface Props {
  roster: RosterDetail;
  /** The number of users, and of rows if it differs. */
  size: string;
  unusable: number;
  now: number;
  problems: number;
  onShowProblems: () => void;
  onChangeOperator: () => void;
  /** Whether a narrow window shows more than the name and the problems, and a function that changes it. */
  open: boolean;
  onToggle: () => void;
}

/** The name and the age of the file, and its problems. */
export function FileBar(props: Props) {
  const { roster, size, unusable, problems, now, open } = props;
  const { at, since, old } = fileAge(roster, now);
  const isFile = roster.kind !== 'organisation';
  const Icon = isFile ? FileText : Building2;
  return (
    <div className="flex grow flex-wrap items-center justify-between gap-x-6 gap-y-1 border-b px-4 py-1.5 sm:px-5 sm:py-2">
      <h1 className="flex min-w-0 items-center max-sm:flex-1 gap-2 font-semibold text-base">
        <Icon size={15} className="shrink-0 text-ink-3" />
        <span className="min-w-0 [overflow-wrap:anywhere]">
          <span className="sr-only">Review of </span>
          {roster.name}
        </span>
      </h1>
      <FoldButton open={open} onToggle={props.onToggle}>
        {size}
        <span className="sr-only">, and more about {isFile ? 'the file' : 'the organisation'}</span>
      </FoldButton>
      <div className="flex flex-wrap items-center gap-x-5 gap-y-1 text-ink-2 text-xs">
        <div className={foldedClass(open)}>
          <OperatorLine roster={roster} onChange={props.onChangeOperator} />
        </div>
        {problems > 0 && (
          <button
            type="button"
            onClick={props.onShowProblems}
            className={cx('min-h-6 font-medium hover:underline', unusable > 0 ? 'text-red' : 'text-amber')}
          >
            {formatQuantity(problems, 'problem')}
            {unusable > 0 && `, ${formatQuantity(unusable, 'row')} cannot be used`}
          </button>
        )}
        <Notes roster={roster} about={isFile ? 'the file' : 'the organisation'} />
        <p className={old ? 'text-amber' : foldedClass(open)}>
          {/* A narrow window has it beside the name. */}
          <span className="max-sm:hidden">{size} · </span>
          <time dateTime={new Date(at).toISOString()} title={formatDateTime(at)}>
            {since} {formatAgo(at, now)}
          </time>
          {old &&
            `: older than 24 hours. ${isFile ? 'Export' : 'Read the organisation'} again: people may have joined or left since.`}
        </p>
      </div>
    </div>
  );
}

/** Notes on the roster as a whole, in a dialog. */
function Notes({ roster, about }: { roster: RosterDetail; about: string }) {
  const { notes, sheet } = roster;
  const [open, setOpen] = useState(false);
  if (notes.length === 0) return null;
  const label = formatQuantity(notes.length, 'note');
  return (
    <>
      <button
        type="button"
        onClick={() => setOpen(true)}
        className="min-h-6 font-medium text-amber hover:underline"
      >
        {label} about {about}{' '}
      </button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={`${label} about ${about}`}
        footer={<Button onClick={() => setOpen(false)}>Close</Button>}
      >
        <ul className="grid gap-2">
          {notes.map(({ line, message }) => (
            <li key={`${line} ${message}`} className="[overflow-wrap:anywhere]">
              {line > 0 && (
                <span className="text-ink-3">
                  {beginningPlaceOf({ line, inSheet: sheet !== undefined })}{' '}
                </span>
              )}
              {message}
            </li>
          ))}
        </ul>
      </Dialog>
    </>
  );
}
