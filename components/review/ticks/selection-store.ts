/** The ticks of one roster as the page has them: changed at once, sent in the background, taken back if refused. */

import {
  changedTo,
  changeTicks,
  joinChanges,
  type TickChange,
} from '#components/review/ticks/tick-change.ts';
import { countEligibilities, type Ticks } from '#components/review/who/eligibility.ts';
import { type ReviewIndex, servedTicks } from '#components/review/who/review-index.ts';
import { type ApiFailure, asFailure } from '#components/shared/api.ts';
import type { RosterDetail } from '#lib/contract/roster';

export interface SelectionState {
  index: ReviewIndex;
  ticks: Ticks;
  /** The last change, which `undo` takes back. */
  last: TickChange | null;
  failure: ApiFailure | null;
}

export interface SelectionStore {
  state(): SelectionState;
  subscribe(changed: () => void): () => void;
  /** Ticks, unticks or inverts the eligible of the users (indices); `joined`: undone with the last change. */
  set(users: Uint32Array, to: TickChange['to'], joined?: boolean): void;
  undo(): void;
  /** A fresh reading of the users begins: it has what was sent by now, and perhaps nothing later. */
  reading(): void;
  /** Takes what was read; what changed here since the reading began stays. */
  replace(index: ReviewIndex): void;
  /** Whether the server's counts are the page's; true also while something is under way, when they cannot be. */
  agrees(counts: RosterDetail['counts']): boolean;
  /** Resolves when the server has everything; false where it refused something that was under way. */
  settled(): Promise<boolean>;
  dismiss(): void;
}

/** Maximum number of users in one request: their IDs fit into it, however long they are. */
const mostAtOnce = 100_000;

/** A selection store that sends with `put`; `arrived` gets the server's counts once it has everything. */
export function newSelectionStore(
  index: ReviewIndex,
  parts: {
    put(accountIds: string[], ticked: boolean): Promise<RosterDetail['counts']>;
    arrived(counts: RosterDetail['counts']): void;
  },
): SelectionStore {
  let state: SelectionState = { index, ticks: servedTicks(index), last: null, failure: null };
  /** What the server has, as far as is known. Where the ticks differ, there is something to send. */
  let served = state.ticks;
  /** 1 for users whose tick changed here since the last reading began. */
  let touched = new Uint8Array(index.users.length);
  let next: ReviewIndex | null = null;
  let work: Promise<boolean> | null = null;
  const listeners = new Set<() => void>();

  const update = (change: Partial<SelectionState>): void => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };

  function apply(users: Uint32Array, to: TickChange['to']): TickChange | null {
    const result = changeTicks(state.index, state.ticks, users, to);
    if (!result) return null;
    for (const user of result.change.users) touched[user] = 1;
    update({ ticks: result.ticks, failure: null });
    work ??= sendAll();
    return result.change;
  }

  /** One request at a time; what changes meanwhile, or is too much for it, goes into the next. */
  async function sendAll(): Promise<boolean> {
    let answer: RosterDetail['counts'] | null = null;
    let taken = true;
    // The page shows the change before the work of sending it begins.
    await drawn();
    while (served.some((tick, user) => tick !== state.ticks[user])) {
      const sent = state.ticks;
      for (const to of [false, true]) {
        const users = changedTo(served, sent, to).subarray(0, mostAtOnce);
        if (users.length === 0) continue;
        try {
          answer = await parts.put(accountIdsOf(state.index, users), to);
          served = withTicks(served, users, to);
        } catch (problem) {
          taken = false;
          takeBack(users, to, sent);
          update({ failure: asFailure(problem) });
        }
      }
    }
    work = null;
    if (next) take(next);
    else if (taken && answer) parts.arrived(answer);
    return taken;
  }

  /** Where a refused tick is still as it was sent, it becomes again what the server has. */
  function takeBack(users: Uint32Array, to: boolean, sent: Ticks): void {
    const mine = users.filter((user) => state.ticks[user] === sent[user]);
    update({ ticks: withTicks(state.ticks, mine, !to), last: null });
  }

  function take(fresh: ReviewIndex): void {
    const changed = new Map<string, number>();
    state.index.users.forEach(({ accountId }, user) => {
      if (accountId !== null && touched[user] === 1) changed.set(accountId, user);
    });
    const ticks = servedTicks(fresh);
    const known = ticks.slice();
    const stillTouched = new Uint8Array(fresh.users.length);
    fresh.users.forEach(({ accountId }, user) => {
      const was = accountId === null ? undefined : changed.get(accountId);
      if (was === undefined || fresh.fixed[user] !== 0) return;
      ticks[user] = state.ticks[was] ?? 0;
      known[user] = served[was] ?? 0;
      stillTouched[user] = 1;
    });
    next = null;
    served = known;
    touched = stillTouched;
    // The indices of the last change may mean other users now.
    update({ index: fresh, ticks, last: null });
  }

  return {
    state: () => state,
    subscribe(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    set(users, to, joined = false) {
      const { last } = state;
      const change = apply(users, to);
      if (change) update({ last: joined && last ? joinChanges(last, change) : change });
    },
    undo() {
      const { last } = state;
      if (last) apply(last.users, last.to === 'other' ? 'other' : !last.to);
      update({ last: null });
    },
    reading() {
      touched = new Uint8Array(touched.length);
      // What is under way may arrive too late for it.
      for (const to of [false, true])
        for (const user of changedTo(served, state.ticks, to)) touched[user] = 1;
    },
    replace(fresh) {
      if (fresh === state.index) return;
      if (work) next = fresh;
      else take(fresh);
    },
    agrees(counts) {
      if (work) return true;
      const theirs = [
        counts.ticked,
        counts.unticked,
        counts.protected,
        counts.alreadyInactive,
        counts.unusable,
      ];
      return countEligibilities(state.index.fixed, state.ticks).every(
        (count, code) => count === theirs[code],
      );
    },
    settled: () => work ?? Promise.resolve(true),
    dismiss: () => update({ failure: null }),
  };
}

/** After the next frame; a page that nobody sees draws none, so not later than a moment from now. */
function drawn(): Promise<void> {
  return new Promise((resolve) => {
    if (!('requestAnimationFrame' in globalThis)) return void setTimeout(resolve);
    const late = setTimeout(resolve, 200);
    requestAnimationFrame(() => {
      clearTimeout(late);
      setTimeout(resolve);
    });
  });
}

function accountIdsOf(index: ReviewIndex, users: Uint32Array): string[] {
  return Array.from(users, (user) => index.users[user]?.accountId ?? '');
}

function withTicks(ticks: Ticks, users: Uint32Array, to: boolean): Ticks {
  const next = ticks.slice();
  for (const user of users) next[user] = to ? 1 : 0;
  return next;
}
