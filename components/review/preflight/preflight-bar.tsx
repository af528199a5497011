import { useMemo, useState } from 'react';
import { factAges } from '#components/review/preflight/fact-ages.ts';
import {
  PreflightButtons,
  ReadAgainButton,
  StopCheckButton,
} from '#components/review/preflight/preflight-buttons.tsx';
import {
  answeredBefore,
  checkedLabel,
  gaps,
  lastAsked,
} from '#components/review/preflight/preflight-labels.ts';
import { UntickedByCheck } from '#components/review/preflight/unticked-by-check.tsx';
import { type PreflightUse, usePreflight } from '#components/review/preflight/use-preflight.ts';
import type { SelectionState, SelectionStore } from '#components/review/ticks/selection-store.ts';
import type { ReviewView } from '#components/review/view/use-review-view.ts';
import { untickedByCheck } from '#components/review/who/leaf-codes.ts';
import { progressLabel } from '#components/shared/asking.ts';
import { EarlyEndLine, FailureLine } from '#components/shared/failure-notice.tsx';
import { formatAgo, formatCount, formatDateTime, formatQuantity } from '#components/shared/format.ts';
import { FoldButton, foldedClass } from '#components/shared/screen/fold-button.tsx';
import { useAnnouncement } from '#components/shared/screen/use-announcement.ts';
import { useKeptFocus } from '#components/shared/use-kept-focus.ts';
import { cx } from '#components/ui/class-names.ts';
import { ShieldQuestionMark } from '#components/ui/icons/lucide.tsx';
import { Progress } from '#components/ui/progress.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { Preflight } from '#lib/contract/preflight';

interface Props {
  rosterId: string;
  view: ReviewView;
  selection: SelectionStore;
  state: SelectionState;
  /** The number of users who are selected and not checked. */
  notChecked: number;
  now: number;
  refresh: () => Promise<void>;
  /** The step of the admin on the way to a run. */
  step: string;
}

/** One line above the list: what Atlassian says would happen, and the buttons that ask. */
export function PreflightBar(props: Props) {
  const { rosterId, view, selection, state, notChecked, now, refresh, step } = props;
  const use = usePreflight(rosterId, refresh, step);
  const { preflight, failure } = use;
  const [open, setOpen] = useState(false);
  const { users } = state.index;
  const answered = useMemo(() => answeredBefore(users), [users]);
  const unticked = useMemo(() => untickedByCheck(users, state.ticks), [users, state.ticks]);
  const [again, setAgain] = useState(0);
  // The pressed button disappears when a check begins, when it ends, and when users that it unticked are ticked again
  // here.
  const place = useKeptFocus<HTMLElement>(preflight && `${preflight.running !== null} ${again}`);
  if (!preflight) return failure ? null : <Reading />;
  return (
    <section
      ref={place}
      aria-labelledby="preflight"
      className="border-b bg-panel px-4 py-1.5 text-xs sm:px-5 sm:py-2"
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <Announced preflight={preflight} unselected={unticked.length} />
        <h2 id="preflight" className="flex items-center gap-1.5 font-medium text-ink">
          <ShieldQuestionMark size={14} className="text-ink-3" />
          <span className="max-sm:sr-only">Check</span>
        </h2>
        <Known use={use} preflight={preflight} answered={answered} notChecked={notChecked} now={now} />
        <FoldButton open={open} onToggle={() => setOpen(!open)}>
          <span className="sr-only">How old each fact is, and more checks</span>
        </FoldButton>
        <UntickedByCheck
          view={view}
          users={unticked}
          isKnown={preflight.record.parts.permissions.state !== 'never'}
          isRunning={preflight.running !== null}
          onTickAgain={() => {
            selection.set(unticked, true);
            setAgain(again + 1);
          }}
        />
        <PreflightButtons use={use} preflight={preflight} open={open} />
      </div>
      {failure && (
        <p className="mt-1">
          <FailureLine failure={failure} />
        </p>
      )}
      <div className={cx('mt-1 flex min-h-7 flex-wrap items-center gap-x-2 text-ink-3', foldedClass(open))}>
        <p>{factAges(preflight, now)}</p>
        {!preflight.running && preflight.record.parts.accounts.state !== 'never' && (
          <ReadAgainButton use={use} />
        )}
      </div>
      {!preflight.running && preflight.failure && <EarlyEndLine end={preflight.failure} />}
      {!preflight.running && <Gaps preflight={preflight} />}
    </section>
  );
}

/**
 * The announcements of a screen reader while a check is under way, and its findings. A check from before is not
 * announced.
 */
function Announced({ preflight, unselected }: { preflight: Preflight; unselected: number }) {
  const { running } = preflight;
  const [begun, setBegun] = useState(false);
  if (running !== null && !begun) setBegun(true);
  const isChecked = begun && preflight.record.parts.permissions.state !== 'never';
  const missing = gaps(preflight).length;
  const found = [
    'Checked.',
    ...(missing > 0 ? [`${unfinishedText(missing)}.`] : []),
    ...(unselected > 0 ? [`${formatCount(unselected)} would be refused: unselected by the check.`] : []),
  ].join(' ');
  const text = running !== null ? progressLabel(running) : isChecked ? found : '';
  return (
    <span role="status" className="sr-only">
      {useAnnouncement(text, running?.part ?? `ended ${unselected}`)}
    </span>
  );
}

/** Keeps the place of the bar until the first answer, so that the list does not move. */
function Reading() {
  return (
    <div aria-hidden className="border-b bg-panel px-4 py-1.5 sm:px-5 sm:py-2">
      <div className="flex h-7 items-center">
        <Skeleton className="h-3.5 w-72" />
      </div>
      <div className="mt-1 flex h-7 items-center max-sm:hidden">
        <Skeleton className="h-3.5 w-96" />
      </div>
    </div>
  );
}

function Known({
  use,
  preflight,
  answered,
  notChecked,
  now,
}: Pick<Props, 'notChecked'> & {
  use: PreflightUse;
  preflight: Preflight;
  /** The users about whom Atlassian has answered already. */
  answered: number;
  now: number;
}) {
  if (preflight.running) return <Running running={preflight.running} use={use} />;
  const at = lastAsked(preflight);
  if (at !== null) {
    const ago = formatAgo(at, now);
    // The organisation is asked about as soon as Lockstep is connected; a check asks about each ticked user.
    const isChecked = preflight.record.parts.permissions.state !== 'never';
    return (
      <p
        className="text-ink-2 max-sm:min-w-32 max-sm:flex-1 max-sm:basis-0 sm:grow"
        title={formatDateTime(at)}
      >
        {isChecked ? (
          checkedLabel(ago, notChecked)
        ) : (
          <>
            <span className="max-sm:sr-only">Atlassian was asked about the organisation {ago}. </span>
            {answered === 0
              ? 'No user is checked yet.'
              : `Not checked yet; ${formatQuantity(answered, 'user was', 'users were')} checked before.`}
          </>
        )}
      </p>
    );
  }
  return (
    <p className="grow text-ink-2">
      <span className="max-sm:hidden">
        Atlassian can say what would happen to each user before anything is done.
      </span>
      <span className="sm:hidden">Not checked yet</span>
    </p>
  );
}

function Running({ running, use }: { running: NonNullable<Preflight['running']>; use: PreflightUse }) {
  const { waitingUntil, total, done } = running;
  return (
    // In a narrow bar this overflows its place, over the buttons beside it, which are invisible meanwhile.
    <div className="flex min-w-0 grow basis-52 items-center gap-3 whitespace-nowrap text-ink-2">
      <span className="max-sm:min-w-0 max-sm:truncate">{progressLabel(running)}</span>
      <StopCheckButton use={use} />
      {waitingUntil !== null && (
        <span>waiting until {formatDateTime(waitingUntil)} before asking Atlassian again</span>
      )}
      <div className="max-w-72 grow basis-0">
        <Progress label="Check" value={total === null || total === 0 ? null : done / total} />
      </div>
    </div>
  );
}

function unfinishedText(checks: number): string {
  return `${formatQuantity(checks, 'check')} did not finish`;
}

/** The checks that did not finish, and why. */
function Gaps({ preflight }: { preflight: Preflight }) {
  const missing = gaps(preflight);
  if (missing.length === 0) return null;
  return (
    <details className="mt-1 text-ink-2">
      <summary className="min-h-6 w-fit rounded-sm py-0.5 hover:underline">
        {unfinishedText(missing.length)}
      </summary>
      <ul className="mt-1 grid gap-1">
        {missing.map(({ part, subject, why }) => (
          <li key={part}>
            <span className="font-medium">{subject}:</span> {why}
          </li>
        ))}
      </ul>
    </details>
  );
}
