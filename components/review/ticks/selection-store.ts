/** The ticks of one roster on the page: changed at once, sent in the background, undone if the server refuses them. */
import {
  changedTo,
  changeTicks,
  joinChanges,
  type TickChange,
} from '#components/review/ticks/tick-change.ts';
import { selectionCountsOf, type Ticks } from '#components/review/who/leaf-codes.ts';
import { type ReviewIndex, servedTicks } from '#components/review/who/review-index.ts';
import { type ApiFailure, asFailure } from '#components/shared/api.ts';
import type { RosterDetail } from '#lib/contract/roster';
import { selectionCountsSchema } from '#lib/domain/plan/selection-counts';

export interface SelectionState {
  index: ReviewIndex;
  ticks: Ticks;
  /** The last change, which `undo` reverses. A check also makes one: it unticks users whose call would fail. */
  last: TickChange | null;
  failure: ApiFailure | null;
}

export interface SelectionStore {
  state(): SelectionState;
  subscribe(changed: () => void): () => void;
  /**
   * Ticks, unticks or inverts those of the users (indices) who are eligible. With `joined`, one undo reverses it
   * together with the last change.
   */
  set(users: Uint32Array, to: TickChange['to'], joined?: boolean): void;
  undo(): void;
  /**
   * Called when a new reading of the users begins. It contains changes sent before, and may lack changes sent later.
   */
  reading(): void;
  /** Adopts a fresh reading; what changed here since the reading began stays. */
  replace(index: ReviewIndex): void;
  /** Whether the server's counts are the page's. True also while a request is under way, when they must differ. */
  agrees(counts: RosterDetail['counts']): boolean;
  /** Resolves when the server has every tick; to false if it refused one of them. */
  settled(): Promise<boolean>;
  dismiss(): void;
}

/** Maximum number of users in one request. Their IDs fit into it, however long they are. */
const mostAtOnce = 100_000;

/** A selection store that sends with `put`. `arrived` gets the server's counts once the server has every tick. */
export function newSelectionStore(
  index: ReviewIndex,
  parts: {
    put(accountIds: string[], ticked: boolean): Promise<RosterDetail['counts']>;
    arrived(counts: RosterDetail['counts']): void;
  },
): SelectionStore {
  let state: SelectionState = { index, ticks: servedTicks(index), last: null, failure: null };
  /**
   * The ticks of the server, as far as they are known. Where they differ from the page's, there is something to send.
   */
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

  /** Sends one request at a time. What changes meanwhile, or does not fit, goes into the next one. */
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

  /** Resets the refused ticks that are still as they were sent to what the server has. */
  function takeBack(users: Uint32Array, to: boolean, sent: Ticks): void {
    const mine = users.filter((user) => state.ticks[user] === sent[user]);
    update({ ticks: withTicks(state.ticks, mine, !to), last: null });
  }

  function take(fresh: ReviewIndex): void {
    const carried = carryOver({ ...state, served, touched }, fresh);
    next = null;
    served = carried.served;
    touched = carried.touched;
    update({ last: lastAfter(state, fresh, carried.ticks), index: fresh, ticks: carried.ticks });
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
      // A request under way may reach the server too late for this reading.
      for (const to of [false, true])
        for (const user of changedTo(served, state.ticks, to)) touched[user] = 1;
    },
    replace(fresh) {
      if (fresh === state.index) return;
      if (work) next = fresh;
      else take(fresh);
    },
    agrees(counts) {
      return work !== null || hasCounts(state, counts);
    },
    settled: () => work ?? Promise.resolve(true),
    dismiss: () => update({ failure: null }),
  };
}

/** The change that `undo` reverses after a fresh reading: what a check has unticked since, or the one before. */
function lastAfter(
  { index, ticks, last }: SelectionState,
  fresh: ReviewIndex,
  now: Ticks,
): TickChange | null {
  // The indices of the last change may mean other users now.
  if (!areSameAccounts(index, fresh)) return null;
  const users = changedTo(ticks, now, false).filter(
    (user) => fresh.users[user]?.untickedByCheck === true && index.users[user]?.untickedByCheck !== true,
  );
  return users.length > 0 ? { users, to: false } : last;
}

/** Whether each index means the account that it meant before. */
function areSameAccounts({ users }: ReviewIndex, fresh: ReviewIndex): boolean {
  return (
    users.length === fresh.users.length &&
    users.every(({ accountId }, at) => accountId === fresh.users[at]?.accountId)
  );
}

/** The ticks of the page for a fresh reading: a tick that changed here since the reading began stays as it is here. */
function carryOver(
  page: { index: ReviewIndex; ticks: Ticks; served: Ticks; touched: Uint8Array },
  fresh: ReviewIndex,
): { ticks: Ticks; served: Ticks; touched: Uint8Array<ArrayBuffer> } {
  const changed = new Map<string, number>();
  page.index.users.forEach(({ accountId }, user) => {
    if (accountId !== null && page.touched[user] === 1) changed.set(accountId, user);
  });
  const ticks = servedTicks(fresh);
  const served = ticks.slice();
  const touched = new Uint8Array(fresh.users.length);
  fresh.users.forEach(({ accountId }, user) => {
    const was = accountId === null ? undefined : changed.get(accountId);
    if (was === undefined || fresh.free[user] !== 1) return;
    ticks[user] = page.ticks[was] ?? 0;
    served[user] = page.served[was] ?? 0;
    touched[user] = 1;
  });
  return { ticks, served, touched };
}

/** Whether the page counts the same users as the server. */
function hasCounts({ index, ticks }: SelectionState, counts: RosterDetail['counts']): boolean {
  const ours = selectionCountsOf(index, ticks);
  return selectionCountsSchema.keyof().options.every((state) => ours[state] === counts[state]);
}

/** Resolves after the next frame, or after a moment: a hidden page draws no frames. */
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
