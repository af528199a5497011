/**
 * The life of a run, as a pure fold over its journal (`apply`) and a pure choice of what to do next (`nextStep`).
 *
 *   new ──started──▶ running ◀──resumed── paused ◀─┐
 *                     │  │ └──────paused──────────▶┘   (by the admin, or by a brake that says why)
 *                     │  └─stop-requested─▶ stopping ──▶ ended (stopped)
 *                     ├──────────────────────────────▶ ended (completed | halted)
 *                     └─ process died ─▶ interrupted ──resumed──▶ running
 *
 *   a user:  (not begun) ──intended──▶ calling ──settled──▶ outcome
 *                             ▲           ├──deferred──▶ deferred ──intended──▶ …   (surely nothing happened)
 *                             └───────────┴──doubted───▶ doubted ──read-back──▶ settled | deferred
 *
 * The canary is the first user whose call succeeds: until its account reads inactive, nobody else is called.
 */
import { type Fault, isKeyFault } from '#lib/domain/answer';
import { type Outcome, outcomeKinds } from '#lib/domain/outcome';
import type { HaltCode, JournalEntry, PauseCode, RunEvent } from '#lib/domain/run-events';
import type { RunSource } from '#lib/domain/run-import';

/** Transport faults and 5xx in a row, over any users, after which the run pauses. */
export const faultsBeforePause = 5;

export interface UserProgress {
  stage: 'calling' | 'deferred' | 'doubted' | 'settled';
  /** Calls begun so far. */
  attempt: number;
  throttles: number;
  /** Reads since the last call that said "active", and that said nothing. */
  activeReads: number;
  failedReads: number;
  /** Calls whose answer was lost: any of them may have taken effect. */
  doubts: number;
  /** The fault that left the doubt; null after a crash. */
  doubt: Fault | null;
  outcome: Outcome | null;
  status: number | null;
  sentence: string;
  cure: string;
  words: string | null;
  tookMs: number;
  /** Wall clock of the last event, ms since the epoch. */
  at: number;
}

export interface RunState {
  seq: number;
  total: number;
  planDigest: string;
  startedAt: number | null;
  endedAt: number | null;
  status: 'new' | 'running' | 'paused' | 'stopping' | 'interrupted' | 'ended';
  pause: { code: PauseCode; sentence: string; cure: string; since: number } | null;
  end: {
    how: 'completed' | 'stopped' | 'halted';
    code: HaltCode | null;
    sentence: string;
    cure: string;
  } | null;
  canary: {
    state: 'pending' | 'refused' | 'checking' | 'unconfirmed' | 'passed' | 'waived';
    position: number | null;
    reads: number;
    /** The admin saw the first refusal and went on: later refusals before the canary do not ask again. */
    refusalAccepted: boolean;
  };
  /** By position in the plan; undefined where the run has not begun. */
  users: (UserProgress | undefined)[];
  /** The first position never begun. */
  next: number;
  /** Begun and not settled. */
  open: Set<number>;
  counts: Record<Outcome, number>;
  settled: number;
  faultsInARow: number;
  /** The last wait that was called for; over when its time is, or when anything else happens. */
  hold: { waitMs: number; at: number; sentence: string } | null;
  /** A fault about the key: the run ends with it. */
  keyFault: Pick<Fault, 'sentence' | 'cure'> | null;
  /** Which file the run was read from; null for a run of Lockstep's own. */
  imported: RunSource | null;
}

/** The state of a run of which nothing is written yet. */
export function newRun(): RunState {
  return {
    seq: 0,
    total: 0,
    planDigest: '',
    startedAt: null,
    endedAt: null,
    status: 'new',
    pause: null,
    end: null,
    canary: { state: 'pending', position: null, reads: 0, refusalAccepted: false },
    users: [],
    next: 0,
    open: new Set(),
    counts: Object.fromEntries(outcomeKinds.map((kind) => [kind, 0])) as Record<Outcome, number>,
    settled: 0,
    faultsInARow: 0,
    hold: null,
    keyFault: null,
    imported: null,
  };
}

/**
 * Folds one entry into the state, in place (a run may have 100,000 users). Entries come in order; one that is not
 * newer than the state is ignored, so that a reconnected stream may repeat itself.
 */
export function apply(state: RunState, entry: JournalEntry): RunState {
  if (entry.seq <= state.seq) return state;
  state.seq = entry.seq;
  const { event } = entry;
  // What was imported happened when its file says, not when it was imported.
  const at = state.imported?.endedAt ?? state.imported?.startedAt ?? entry.at;
  switch (event.type) {
    case 'started':
      state.status = 'running';
      state.startedAt = at;
      state.total = event.total;
      state.planDigest = event.planDigest;
      return state;
    case 'imported':
      state.status = 'running';
      state.imported = event.source;
      state.startedAt = event.source.startedAt ?? event.source.endedAt ?? at;
      state.total = event.total;
      state.planDigest = event.planDigest;
      state.canary.state = 'waived';
      return state;
    case 'intended': {
      const user = begin(state, event.position, at);
      user.stage = 'calling';
      user.attempt = event.attempt;
      user.activeReads = 0;
      user.failedReads = 0;
      user.doubt = null;
      state.hold = null;
      return state;
    }
    case 'settled':
      return settle(state, event, at);
    case 'deferred': {
      const user = begin(state, event.position, at);
      user.stage = 'deferred';
      explain(user, event.fault, event.tookMs);
      if (event.fault.code === 'rate-limited') user.throttles += 1;
      countFault(state, event.fault);
      state.hold = { waitMs: event.waitMs, at, sentence: event.fault.sentence };
      return state;
    }
    case 'doubted': {
      const user = begin(state, event.position, at);
      user.stage = 'doubted';
      user.doubts += 1;
      user.doubt = event.fault;
      explain(user, event.fault, event.tookMs);
      countFault(state, event.fault);
      return state;
    }
    case 'read-back': {
      const user = begin(state, event.position, at);
      if (event.reading === 'active') user.activeReads += 1;
      else user.failedReads += 1;
      explain(user, { ...event, status: user.status, words: user.words }, event.tookMs);
      state.hold = { waitMs: event.waitMs, at, sentence: event.sentence };
      return state;
    }
    case 'canary-passed':
      state.canary.state = 'passed';
      state.hold = null;
      return state;
    case 'canary-waited':
      state.canary.reads += 1;
      state.hold = { waitMs: event.waitMs, at, sentence: event.sentence };
      return state;
    case 'paused':
      state.status = 'paused';
      state.hold = null;
      state.pause = { code: event.code, sentence: event.sentence, cure: event.cure, since: at };
      if (event.code === 'canary-unconfirmed') state.canary.state = 'unconfirmed';
      return state;
    case 'resumed':
      return resume(state);
    case 'stop-requested':
      state.status = 'stopping';
      state.pause = null;
      state.hold = null;
      return state;
    case 'interrupted':
      return interrupt(state);
    case 'ended':
      state.status = 'ended';
      state.endedAt = at;
      state.pause = null;
      state.hold = null;
      state.end = { how: event.how, code: event.code, sentence: event.sentence, cure: event.cure };
      return state;
  }
}

function begin(state: RunState, position: number, at: number): UserProgress {
  let user = state.users[position];
  if (!user) {
    user = {
      stage: 'calling',
      attempt: 0,
      throttles: 0,
      activeReads: 0,
      failedReads: 0,
      doubts: 0,
      doubt: null,
      outcome: null,
      status: null,
      sentence: '',
      cure: '',
      words: null,
      tookMs: 0,
      at,
    };
    state.users[position] = user;
    state.open.add(position);
    state.next = Math.max(state.next, position + 1);
  }
  user.at = at;
  return user;
}

function explain(
  user: UserProgress,
  said: Pick<Fault, 'sentence' | 'cure' | 'status' | 'words'>,
  tookMs: number,
): void {
  user.status = said.status;
  user.sentence = said.sentence;
  user.cure = said.cure;
  user.words = said.words;
  user.tookMs += tookMs;
}

function settle(state: RunState, event: Extract<RunEvent, { type: 'settled' }>, at: number): RunState {
  const user = begin(state, event.position, at);
  if (user.outcome !== null) state.counts[user.outcome] -= 1;
  else state.settled += 1;
  user.stage = 'settled';
  user.outcome = event.outcome;
  user.attempt = event.attempt;
  user.doubt = null;
  explain(user, event, event.tookMs);
  state.counts[event.outcome] += 1;
  state.open.delete(event.position);
  state.hold = null;
  if (event.outcome !== 'failed' && event.outcome !== 'in-doubt') state.faultsInARow = 0;
  if (event.code !== null && isKeyFault(event.code)) {
    state.keyFault = { sentence: event.sentence, cure: event.cure };
  }
  if (state.canary.state === 'pending') trackCanary(state, event.position, event.outcome);
  return state;
}

function trackCanary(state: RunState, position: number, outcome: Outcome): void {
  if (outcome === 'deactivated') state.canary = { ...state.canary, state: 'checking', position };
  else if (outcome === 'confirmed-inactive') state.canary = { ...state.canary, state: 'passed', position };
  else if (outcome !== 'already-inactive' && outcome !== 'skipped' && !state.canary.refusalAccepted) {
    state.canary = { ...state.canary, state: 'refused', position };
  }
}

function countFault(state: RunState, fault: Fault): void {
  if (fault.code === 'rate-limited') state.faultsInARow = 0;
  else if (fault.owner === 'network' || fault.owner === 'atlassian') state.faultsInARow += 1;
}

function resume(state: RunState): RunState {
  state.status = 'running';
  state.pause = null;
  state.faultsInARow = 0;
  if (state.canary.state === 'refused') {
    state.canary = { state: 'pending', position: null, reads: 0, refusalAccepted: true };
  }
  if (state.canary.state === 'unconfirmed') state.canary.state = 'waived';
  return state;
}

/** After a crash nobody knows whether a call under way took effect: such users are in doubt and read back first. */
function interrupt(state: RunState): RunState {
  state.status = 'interrupted';
  state.pause = null;
  for (const position of state.open) {
    const user = state.users[position];
    if (user?.stage === 'calling') {
      user.stage = 'doubted';
      user.doubts += 1;
      user.doubt = null;
    }
  }
  return state;
}
