/** The state of a run: the fold of its journal on the server, in the page and in the report. */
import type { AuditLog } from '#lib/domain/audit/audit-log';
import type { Act } from '#lib/domain/outcome/act';
import type { Fault } from '#lib/domain/outcome/answer';
import type { Ending } from '#lib/domain/outcome/ending';
import { type Outcome, outcomeKinds } from '#lib/domain/outcome/outcome';
import type { HaltCode, HeadcountMoment, PauseCode, RecheckReading } from '#lib/domain/run/events';
import type { Hold } from '#lib/domain/run/hold';
import type { RunSource } from '#lib/domain/run/import';
import { RunUsers } from '#lib/domain/run/run-users';
import type { Verification } from '#lib/domain/run/verification';
import { recordOf } from '#lib/domain/text/record-of';

/** Number of consecutive refusals after which the run asks the admin. It doubles each time the admin continues. */
export const refusalsBeforePause = 10;

/** The status of a run in its journal. */
export const runStatuses = ['new', 'running', 'paused', 'stopping', 'interrupted', 'ended'] as const;

/** One count of the active managed accounts. */
export interface Headcount {
  /** Null if it could not be read; `message` says why. */
  active: number | null;
  message: string;
  /** The number of users that this run had changed by then. */
  changed: number;
  /** Wall clock, ms since the epoch. */
  at: number;
}

/** The users who were read again, and the status of each account. */
export interface Recheck {
  readings: readonly { position: number; reading: RecheckReading }[];
  /** Wall clock, ms since the epoch. */
  at: number;
}

/** The dismissal of a user, who then needs no further action. It is an entry of the journal, and never deleted. */
export interface Dismissal {
  reason: string;
  /** The operator's name as entered; empty if none was. */
  by: string;
  /** Ms since the epoch. */
  at: number;
  /** The concern that it settles. A concern that arises later needs another decision. */
  concern: string;
}

/** The state of a run, derived from its journal alone. */
export interface RunState {
  seq: number;
  total: number;
  planDigest: string;
  act: Act;
  startedAt: number | null;
  /** The time when the run began, or last called a user (ms since the epoch); null if it has not begun. */
  calledAt: number | null;
  endedAt: number | null;
  status: (typeof runStatuses)[number];
  pause: { code: PauseCode; message: string; hint: string; since: number } | null;
  end: {
    how: Ending;
    code: HaltCode | null;
    message: string;
    hint: string;
  } | null;
  canary: {
    state: 'pending' | 'refused' | 'checking' | 'unconfirmed' | 'ask' | 'asked' | 'passed' | 'waived';
    position: number | null;
    reads: number;
    /** `passed` of `size` users read back as expected. Then the admin is asked if `wait` is set. */
    passed: number;
    size: number;
    wait: boolean;
    /** The admin saw the first refusal and continued. Later refusals before the canary's end do not ask again. */
    refusalAccepted: boolean;
  };
  /** Progress by position in the plan. */
  users: RunUsers;
  /** The first position never begun. */
  next: number;
  /** Positions begun and not settled. */
  open: Set<number>;
  counts: Record<Outcome, number>;
  settled: number;
  faultsInARow: number;
  /** Probes without an answer since the last success. */
  probes: number;
  refusalsInARow: number;
  refusalLimit: number;
  /**
   * The number of users whose outcome was predicted, and of those with another outcome, since the admin last accepted
   * the drift.
   */
  drift: { judged: number; departed: number };
  /** The wait that ends last. It can be cut short unless it is `firm`. */
  hold: Hold | null;
  /** The last four characters of each key that the run used, and from when (ms since the epoch); empty if not known. */
  keys: { tail: string; at: number }[];
  /** The file that the journal was last written to; null if it is not known. */
  file: string | null;
  /** When the admin resumed the run in another file than before, a copy of it; ms since the epoch. */
  resumedInCopy: number[];
  /** A fault of the key, with which the run ends. */
  keyFault: Pick<Fault, 'message' | 'hint'> | null;
  /** The admin chose to continue without readings before the calls. */
  withoutReading?: true;
  /** An account could be read while the run was paused because none could. */
  someoneRead?: true;
  /** Whether active accounts are counted around the run; the counts are in `headcounts`. */
  counted: boolean;
  headcounts: Partial<Record<HeadcountMoment, Headcount>>;
  /** Users who were read again before the end, because the count contradicts the run; null if there were none. */
  recheck: Recheck | null;
  /** The readings after the end; null if no verification has begun. */
  verification: Verification | null;
  /** Atlassian's audit log as it was read after the end; null if it was never asked. */
  auditLog: AuditLog | null;
  /** The admin's dismissals after the end, by position. */
  dismissals: Map<number, Dismissal>;
  /** The file from which the run was imported; null for a run of Lockstep's own. */
  imported: RunSource | null;
}

/** The state of a run with an empty journal. */
export function newRun(): RunState {
  return {
    seq: 0,
    total: 0,
    planDigest: '',
    act: 'deactivate',
    startedAt: null,
    calledAt: null,
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
    users: new RunUsers(),
    next: 0,
    open: new Set(),
    counts: recordOf(outcomeKinds, () => 0),
    settled: 0,
    faultsInARow: 0,
    probes: 0,
    refusalsInARow: 0,
    refusalLimit: refusalsBeforePause,
    drift: { judged: 0, departed: 0 },
    hold: null,
    keys: [],
    file: null,
    resumedInCopy: [],
    keyFault: null,
    counted: false,
    headcounts: {},
    recheck: null,
    verification: null,
    auditLog: null,
    dismissals: new Map(),
    imported: null,
  };
}
