/**
 * One verification of a run. First the accounts are read together. Those without the expected status are read again
 * after half a minute, together and then one by one. Each answer becomes an entry of the run's journal.
 */
import { actTerms } from '#lib/domain/outcome/act';
import type { RunEvent } from '#lib/domain/run/events';
import type { RunState } from '#lib/domain/run/state';
import { isReportedChanged } from '#lib/domain/run/verdict';
import type { Connections } from '#lib/engine/connection/connection';
import type { AskingQueue, Urgency } from '#lib/engine/directory/asking-queue';
import type { CurrentDirectory } from '#lib/engine/directory/directory';
import { readProfiles } from '#lib/engine/directory/statuses/read-profiles';
import { readTogether, type Unasked } from '#lib/engine/directory/statuses/read-together';
import type { StatusParts, StatusReading } from '#lib/engine/directory/statuses/status-parts';
import type { Atlassian, Clock, Random } from '#lib/engine/ports';
import { type KnownProtectionParts, protectRead } from '#lib/engine/protection/known-protections';
import { readEvents, unreadEvents } from '#lib/engine/run/verification/entries';
import {
  type ActedLater,
  actedLater,
  type StoredRuns,
  unverifiedAccounts,
} from '#lib/engine/run/verification/subjects';
import type { RunRecord } from '#lib/engine/storage/runs';

/** The longest lag of a status that Lockstep assumes, in ms (decision 10). */
const secondLookAfterMs = 30_000;

/** The common parts of verifications. */
interface RoundContext extends StoredRuns, KnownProtectionParts {
  /** The queue of jobs that ask Atlassian in the background. */
  queue: Pick<AskingQueue, 'add'>;
  /** The client for requests in the background, within the rate limit. */
  background(): Atlassian;
  connections: Pick<Connections, 'organisation'>;
  directory: CurrentDirectory;
  clock: Clock;
  random: Pick<Random, 'fraction'>;
}

/** A verification under way. */
export interface Round {
  record: RunRecord;
  /** The state of the run, according to its journal. */
  readonly state: RunState;
  urgency: Urgency;
  /** Aborted when this process must not continue the verification. */
  stop: AbortSignal;
  /** Writes into the journal of the run; false if that failed. */
  write(events: readonly RunEvent[]): boolean;
  /** Whether the organisation of the run is connected. */
  mayAsk(): boolean;
  context: RoundContext;
}

/** The findings of a verification that are not in the journal. */
interface Found {
  /** The later runs that may have changed accounts, by position. */
  later: ReadonlyMap<number, ActedLater>;
  /** Positions that the first look did not settle. */
  open: Set<number>;
  /** The second readings of accounts that still do not have the expected status. */
  second: Map<number, StatusReading>;
  /** The reason why the accounts cannot be read together; null if they can. */
  apart: Unasked | null;
  isAnyRead: boolean;
}

/** Continues a verification from the state of its journal. It stays unfinished if it cannot end now. */
export async function carryOutRound(round: Round): Promise<void> {
  const later = actedLater(round.record, round.context);
  const found: Found = { later, open: new Set(), second: new Map(), apart: null, isAnyRead: false };
  if (!(await inQueue(round, (signal) => firstLook(round, found, signal)))) return;
  const accounts = unverifiedAccounts(round.record, round.context);
  if (accounts.length > 0) {
    if (!(await waitForLag(round, accounts.length))) return;
    if (!(await inQueue(round, (signal) => secondLook(round, found, signal)))) return;
  }
  round.write([end(round, found)]);
}

/** Does the work when its turn comes. Returns whether it was done to its end. */
async function inQueue(round: Round, work: (signal: AbortSignal) => Promise<void>): Promise<boolean> {
  const { stop, urgency, context } = round;
  const found = { isDone: false };
  const place = context.queue.add({
    urgency,
    async work(signal) {
      if (!round.mayAsk()) return;
      const both = AbortSignal.any([signal, stop]);
      await work(both);
      found.isDone = !both.aborted;
    },
  });
  const end = () => place.stop();
  if (stop.aborted) end();
  stop.addEventListener('abort', end);
  await place.over.finally(() => stop.removeEventListener('abort', end));
  return found.isDone;
}

async function firstLook(round: Round, found: Found, signal: AbortSignal): Promise<void> {
  const { record, context } = round;
  const accounts = unverifiedAccounts(record, context).filter(({ position }) => !found.open.has(position));
  found.apart = await readTogether(accounts, {
    ...askingParts(round, signal),
    onReading(reading) {
      found.isAnyRead = true;
      round.write(readEvents(settledAtOnce(round.state, reading, found), found.later));
    },
  });
}

/** Waits half a minute. Returns whether the verification may continue after that. */
async function waitForLag(round: Round, users: number): Promise<boolean> {
  const { clock } = round.context;
  const waits = { type: 'verification-waited', users, waitMs: secondLookAfterMs } as const;
  if (!round.write([{ ...waits, since: clock.moment() }])) return false;
  await clock.sleep(secondLookAfterMs, round.stop);
  return !round.stop.aborted;
}

async function secondLook(round: Round, found: Found, signal: AbortSignal): Promise<void> {
  const parts = askingParts(round, signal);
  const left = () => unverifiedAccounts(round.record, round.context);
  if (found.apart === null) {
    await readTogether(
      left().filter(({ position }) => !found.second.has(position)),
      {
        ...parts,
        onReading: (reading) =>
          round.write(readEvents(settledAsIntended(round.state, reading, found), found.later)),
      },
    );
  }
  if (signal.aborted) return;
  const { unread, fault } = await readProfiles(
    left(),
    { ...parts, onReading: (reading) => round.write(readEvents(reading, found.later)) },
    found.isAnyRead,
  );
  if (signal.aborted) return;
  if (left().length > 0) giveUp(round, found, { unread, fault });
}

/**
 * Records the accounts that are still open. If the search returned the same status twice, that status counts. For all
 * other accounts the reason is recorded why they could not be read.
 */
function giveUp(
  round: Round,
  found: Found,
  { unread, fault }: { unread: readonly { position: number; message: string }[]; fault: Unasked | null },
): void {
  const left = unverifiedAccounts(round.record, round.context).map(({ position }) => position);
  for (const position of left) {
    const said = found.second.get(position);
    if (said === undefined) continue;
    const isActive = said.active.includes(position);
    round.write(
      readEvents(
        { ...said, active: isActive ? [position] : [], inactive: isActive ? [] : [position] },
        found.later,
      ),
    );
  }
  if (!isAnyRead(round.state) && fault !== null) {
    // This verification has read no account, so an earlier one stays as it is.
    found.apart = fault;
    return;
  }
  const why = new Map(unread.map(({ position, message }) => [position, message]));
  const at = round.context.clock.wall();
  const byReason = new Map<string, number[]>();
  for (const position of left.filter((each) => !found.second.has(each))) {
    const message = why.get(position) ?? fault?.message ?? 'Atlassian did not say its status.';
    byReason.set(message, [...(byReason.get(message) ?? []), position]);
  }
  round.write(
    [...byReason].flatMap(([message, positions]) => unreadEvents({ positions, message, at }, found.later)),
  );
}

function isAnyRead({ verification }: RunState): boolean {
  if (verification === null) return false;
  const isNew = (each: { round: number; reading: string } | undefined) =>
    each?.round === verification.rounds && each.reading !== 'unreadable';
  return verification.readings.some(isNew) || verification.later.some(isNew);
}

function end({ state }: Round, { apart }: Found): RunEvent {
  const why = isAnyRead(state) ? null : apart;
  return { type: 'verification-ended', message: why?.message ?? '', hint: why?.hint ?? '' };
}

/** The status that the account at `position` should have: the goal of the last run that acted on it. */
function expected({ act }: RunState, position: number, { later }: Found): 'active' | 'inactive' {
  return later.get(position)?.goal ?? actTerms[act].goal;
}

/** The same reading with the positions that pass. */
function filtered(
  reading: StatusReading,
  isBelieved: (position: number, status: 'active' | 'inactive') => boolean,
): StatusReading {
  return {
    ...reading,
    active: reading.active.filter((position) => isBelieved(position, 'active')),
    inactive: reading.inactive.filter((position) => isBelieved(position, 'inactive')),
  };
}

/**
 * The part of a first reading that counts at once: accounts with the expected status, and accounts that the run itself
 * does not claim to have changed. All others are read again, since the source may lag [INFER].
 */
function settledAtOnce(state: RunState, reading: StatusReading, found: Found): StatusReading {
  return filtered(reading, (position, status) => {
    if (status === expected(state, position, found)) return true;
    const isUnchanged =
      !found.later.has(position) &&
      !isReportedChanged(state, position) &&
      state.users.at(position)?.outcome !== 'in-doubt';
    if (!isUnchanged) found.open.add(position);
    return isUnchanged;
  });
}

/**
 * The part of a second reading by the search that counts without reading profiles: accounts with the expected status.
 */
function settledAsIntended(state: RunState, reading: StatusReading, found: Found): StatusReading {
  return filtered(reading, (position, status) => {
    const isExpected = status === expected(state, position, found);
    if (!isExpected) found.second.set(position, reading);
    return isExpected;
  });
}

function askingParts(round: Round, signal: AbortSignal): Omit<StatusParts, 'onReading'> {
  const { context } = round;
  return {
    organisationId: context.connections.organisation()?.id ?? null,
    atlassian: context.background(),
    store: context.directory.store(),
    clock: context.clock,
    random: context.random.fraction,
    signal,
    learnt: (readings) => protectRead(context, readings),
  };
}
