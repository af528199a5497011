/** What a run is at a moment: the fold of its journal, on the server, in the page and in the report alike. */
import type { Act } from '#lib/domain/outcome/act';
import type { Fault } from '#lib/domain/outcome/answer';
import { type Outcome, outcomeKinds } from '#lib/domain/outcome/outcome';
import type { HaltCode, HeadcountMoment, PauseCode, RecheckReading } from '#lib/domain/run/events';
import type { Hold } from '#lib/domain/run/hold';
import type { RunSource } from '#lib/domain/run/import';
import type { UserProgress } from '#lib/domain/run/user';

/** Refusals in a row after which the run asks; each time the admin goes on, twice as many. */
export const refusalsBeforePause = 10;

/** One reading of the number of active managed accounts. */
export interface Headcount {
  /** Null where it could not be read; `message` says why. */
  active: number | null;
  message: string;
  /** Users that this run had changed by then. */
  changed: number;
  /** Wall clock, ms since the epoch. */
  at: number;
}

/** The users read again, and what each account read. */
export interface Recheck {
  readings: readonly { position: number; reading: RecheckReading }[];
  /** Wall clock, ms since the epoch. */
  at: number;
}

export interface RunState {
  seq: number;
  total: number;
  planDigest: string;
  act: Act;
  startedAt: number | null;
  endedAt: number | null;
  status: 'new' | 'running' | 'paused' | 'stopping' | 'interrupted' | 'ended';
  pause: { code: PauseCode; message: string; hint: string; since: number } | null;
  end: {
    how: 'completed' | 'stopped' | 'halted';
    code: HaltCode | null;
    message: string;
    hint: string;
  } | null;
  canary: {
    state: 'pending' | 'refused' | 'checking' | 'unconfirmed' | 'ask' | 'asked' | 'passed' | 'waived';
    position: number | null;
    reads: number;
    /** Of `size` users so many read back as they should; then the admin is asked where `wait` says so. */
    passed: number;
    size: number;
    wait: boolean;
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
  /** Probes without an answer since the last success. */
  probes: number;
  refusalsInARow: number;
  refusalLimit: number;
  /** Users whose outcome preflight foretold, and those who went another way; since the admin last accepted it. */
  drift: { judged: number; departed: number };
  /** The wait that ends last of those called for. Over when its time is; only one that is not `firm` can be cut short. */
  hold: Hold | null;
  /** A fault about the key: the run ends with it. */
  keyFault: Pick<Fault, 'message' | 'hint'> | null;
  /** The admin went on without readings before the calls. */
  withoutReading?: true;
  /** While the run was paused because nobody could be read, somebody was. */
  someoneRead?: true;
  /** Whether active accounts are counted around the run, and what was read. */
  counted: boolean;
  headcounts: Partial<Record<HeadcountMoment, Headcount>>;
  /** Users read again before the end, because the count contradicts the run; null where they were not. */
  recheck: Recheck | null;
  /** Which file the run was read from; null for a run of Lockstep's own. */
  imported: RunSource | null;
}

/** The state of a run of which nothing is written yet. */
export function newRun(): RunState {
  return {
    seq: 0,
    total: 0,
    planDigest: '',
    act: 'deactivate',
    startedAt: null,
    endedAt: null,
    status: 'new',
    pause: null,
    end: null,
    canary: {
      state: 'pending',
      position: null,
      reads: 0,
      passed: 0,
      size: 1,
      wait: false,
      refusalAccepted: false,
    },
    users: [],
    next: 0,
    open: new Set(),
    counts: Object.fromEntries(outcomeKinds.map((kind) => [kind, 0])) as Record<Outcome, number>,
    settled: 0,
    faultsInARow: 0,
    probes: 0,
    refusalsInARow: 0,
    refusalLimit: refusalsBeforePause,
    drift: { judged: 0, departed: 0 },
    hold: null,
    keyFault: null,
    counted: false,
    headcounts: {},
    recheck: null,
    imported: null,
  };
}
