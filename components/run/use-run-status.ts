/** The status of a run as its page knows it: from the journal, the clock, and the contact with the server. */
import { useMemo } from 'react';
import { useSettled } from '#components/run/decisions/use-settled.ts';
import { journalTime } from '#components/run/feed/journal-time.ts';
import { timeFor, usersPerMinute } from '#components/run/feed/pace.ts';
import type { FeedView } from '#components/run/feed/run-feed.ts';
import { useLaterEntries } from '#components/run/feed/use-later-entries.ts';
import type { RunControl } from '#components/run/feed/use-run-control.ts';
import { lastHeardStatus } from '#components/run/last-heard.ts';
import { useObstacle } from '#components/run/use-obstacle.ts';
import { useContact } from '#components/shared/contact/server-contact.ts';
import { useElapsed } from '#components/shared/use-now.ts';
import type { RunDetail } from '#lib/contract/run';
import { decisionsOf } from '#lib/domain/run/view/decisions';
import { runStatus, waitLeft } from '#lib/domain/run/view/status';

interface Parts {
  detail: RunDetail;
  view: FeedView;
  control: RunControl;
}

/**
 * The status, and what it was made of. `now` is in ms since the epoch, by the clock of the server. While the server
 * does not answer, a run that has not ended is `stale`: its status is that of the last answer, without a pace.
 */
export function useRunStatus({ detail, view, control }: Parts) {
  const { run: state, pace, clock } = view;
  const { id, number } = detail.run;
  const ended = state.status === 'ended';
  const { lost, heardAt } = useContact();
  const stale = lost !== null && !ended;
  const elapsed = useElapsed(500, !ended && !lost);
  const now = clock === null ? performance.timeOrigin + elapsed : journalTime(clock, state.hold, elapsed);
  useLaterEntries({ id, seq: state.seq, ended }, control.followAgain);
  const settledLater = useSettled(id, number, ended);
  const decisions = useMemo(() => decisionsOf(view.run, settledLater), [view, settledLater]);
  const perMinute = stale ? null : usersPerMinute(pace, now);
  const left = timeFor(state.total - state.settled, perMinute);
  const known = runStatus(state, {
    now,
    leftMs: left === null ? null : left + waitLeft(state, now),
    abandoned: control.abandoned?.kind ?? null,
    settled: decisions.settled,
  });
  const { obstacle, isKnown } = useObstacle(detail, state, control.abandoned, now);
  return {
    now,
    lost,
    heardAt,
    stale,
    perMinute,
    status: stale ? lastHeardStatus(known, state) : known,
    decisions,
    obstacle,
    isObstacleKnown: isKnown,
  };
}
