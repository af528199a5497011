/** A roster under review: its users and their ticks. */
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import useSWR from 'swr';
import {
  newSelectionStore,
  type SelectionState,
  type SelectionStore,
} from '#components/review/ticks/selection-store.ts';
import { ticksBody } from '#components/review/ticks/ticks-body.ts';
import { foldReview } from '#components/review/view/fold-review.ts';
import { indexUsers } from '#components/review/who/review-index.ts';
import { type ApiFailure, get, send, unreachable } from '#components/shared/api.ts';
import {
  type ReviewAnswer,
  type ReviewUser,
  type RosterDetail,
  reviewSchema,
  rosterDetailSchema,
  ticksAnswerSchema,
} from '#lib/contract/roster';

/** The API's path of a roster. */
export const rosterPath = (id: string): string => `/api/rosters/${encodeURIComponent(id)}`;

export type ReviewData =
  /** The first users of the file may arrive before the others. */
  | { state: 'loading'; first: readonly ReviewUser[] }
  | { state: 'failed'; failure: ApiFailure; retry: () => void }
  | { state: 'ready'; roster: RosterDetail; users: readonly ReviewUser[]; refresh: () => Promise<void> };

/** Number of users read first: more than a screen has rows. */
const glanceUsers = 40;

const retrying = { shouldRetryOnError: (failure: ApiFailure) => failure.code === unreachable.code };

/** Reads all users of a roster, or those that have changed since `before`. */
async function readReview(path: string, before: ReviewAnswer | undefined): Promise<ReviewAnswer> {
  const { revision } = before ?? {};
  if (revision === undefined) return get(path, reviewSchema);
  const answer = await get(`${path}?since=${encodeURIComponent(revision)}`, reviewSchema);
  return foldReview(before, answer) ?? get(path, reviewSchema);
}

/** Reads a roster and its users. There can be 100,000 users, so afterwards it reads only those that have changed. */
export function useReviewData(id: string): ReviewData {
  const roster = useSWR<RosterDetail, ApiFailure>(
    rosterPath(id),
    (path: string) => get(path, rosterDetailSchema),
    retrying,
  );
  // Read first, so that the page shows users while the others are on their way.
  const glance = useSWR<{ users: ReviewUser[] }, ApiFailure>(
    `${rosterPath(id)}/users?first=${glanceUsers}`,
    (path: string) => get(path, reviewSchema),
    { ...retrying, revalidateIfStale: false, revalidateOnFocus: false, revalidateOnReconnect: false },
  );
  const latest = useRef<ReviewAnswer>(undefined);
  const review = useSWR<ReviewAnswer, ApiFailure>(
    glance.data || glance.error ? `${rosterPath(id)}/users` : null,
    (path: string) => readReview(path, latest.current),
    {
      ...retrying,
      revalidateIfStale: true,
      revalidateOnFocus: false,
      revalidateOnReconnect: false,
      compare: Object.is,
    },
  );
  useEffect(() => {
    latest.current = review.data;
  }, [review.data]);
  const { mutate: readRoster } = roster;
  const { mutate: readUsers } = review;
  const refresh = useCallback(async () => {
    await Promise.all([readUsers(), readRoster()]);
  }, [readRoster, readUsers]);
  if (roster.data && review.data) {
    return { state: 'ready', roster: roster.data, users: review.data.users, refresh };
  }
  const failure = roster.error ?? review.error;
  if (failure) return { state: 'failed', failure, retry: () => void refresh() };
  return { state: 'loading', first: glance.data?.users ?? [] };
}

/**
 * The ticks of a roster's users; reads everything again if the server's counts show that they were changed elsewhere.
 */
export function useSelectionStore(
  { id, counts }: RosterDetail,
  users: readonly ReviewUser[],
  columns: RosterDetail['columns'],
  readAgain: () => Promise<void>,
): { selection: SelectionStore; state: SelectionState; now: number; refresh: () => Promise<void> } {
  const [now] = useState(() => Date.now());
  const index = useMemo(() => indexUsers(users, now, columns), [users, now, columns]);
  const [arrivedCounts, setArrivedCounts] = useState<RosterDetail['counts'] | null>(null);
  const [selection] = useState(() =>
    newSelectionStore(index, {
      put: async (accountIds, ticked) => {
        const body = await ticksBody(accountIds, ticked);
        const answer = await send('PUT', `${rosterPath(id)}/ticks`, body, ticksAnswerSchema);
        return answer.counts;
      },
      arrived: setArrivedCounts,
    }),
  );
  useEffect(() => selection.replace(index), [selection, index]);
  const state = useSyncExternalStore(selection.subscribe, selection.state, selection.state);
  const refresh = useCallback(() => {
    selection.reading();
    return readAgain();
  }, [selection, readAgain]);
  useDrift(selection, arrivedCounts, refresh);
  useDrift(selection, counts, refresh);
  return { selection, state, now, refresh };
}

/** Reads everything again if the counts of the server differ from the page's while no request is under way. */
function useDrift(
  selection: SelectionStore,
  counts: RosterDetail['counts'] | null,
  refresh: () => Promise<void>,
): void {
  useEffect(() => {
    if (counts && !selection.agrees(counts)) void refresh();
  }, [selection, counts, refresh]);
}
