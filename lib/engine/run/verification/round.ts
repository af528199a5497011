/**
 * One verification of a run: the accounts are read together; those that do not read as they should are read again after
 * half a minute, together and then one by one. Each answer is an entry of the run's journal.
 */
import { accountKey } from '#lib/domain/account/account-id';
import { actTerms } from '#lib/domain/outcome/act';
import type { RunEvent } from '#lib/domain/run/events';
import type { RunState } from '#lib/domain/run/state';
import { isReportedChanged } from '#lib/domain/run/verdict';
import type { Connections } from '#lib/engine/connection/connection';
import type { AskingQueue, Urgency } from '#lib/engine/directory/asking-queue';
import type { CurrentDirectory } from '#lib/engine/directory/directory';
import { readProfiles } from '#lib/engine/directory/statuses/read-profiles';
import { readTogether, type Unasked } from '#lib/engine/directory/statuses/read-together';
import type { StatusAccount, StatusParts, StatusReading } from '#lib/engine/directory/statuses/status-parts';
import type { Atlassian, Clock, Random } from '#lib/engine/ports';
import { type KnownProtectionParts, protectRead } from '#lib/engine/protection/known-protections';
import { laterRuns, type StoredRuns, unverifiedAccounts } from '#lib/engine/run/verification/subjects';
import type { RunRecord } from '#lib/engine/storage/runs';

/** The longest lag of a status that is believed in, in ms (decision 10). */
const secondLookAfterMs = 30_000;

/** What verifications share. */
interface RoundContext extends StoredRuns, KnownProtectionParts {
  /** Everything that asks in the background waits here for its turn. */
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
  /** The state by the journal as it is now. */
  readonly state: RunState;
  urgency: Urgency;
  /** Aborted when it is not to go on in this process. */
  stop: AbortSignal;
  /** Writes into the journal of the run; false if that failed. */
  write(events: readonly RunEvent[]): boolean;
  /** Whether the organisation of the run is connected. */
  mayAsk(): boolean;
  context: RoundContext;
}

/** What a verification found out that is not in the journal. */
interface Found {
  /** Positions that the first look did not settle. */
  open: Set<number>;
  /** What the second look together said of those that still do not read as they should. */
  second: Map<number, StatusReading>;
  /** Why the accounts cannot be read together; null if they can. */
  apart: Unasked | null;
  isAnyRead: boolean;
}

/** Carries a verification on from where its journal is. It is left open if it cannot come to its end now. */
export async function carryOutRound(round: Round): Promise<void> {
  const found: Found = { open: new Set(), second: new Map(), apart: null, isAnyRead: false };
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
  const accounts = withoutLater(round).filter(({ position }) => !found.open.has(position));
  found.apart = await readTogether(accounts, {
    ...askingParts(round, signal),
    heard(reading) {
      found.isAnyRead = true;
      tell(round, settledAtOnce(round.state, reading, found));
    },
  });
}

/** Whether half a minute has passed, and the verification goes on. */
async function waitForLag(round: Round, users: number): Promise<boolean> {
  const { clock } = round.context;
  const waits = { type: 'verification-waited', users, waitMs: secondLookAfterMs } as const;
  if (!round.write([{ ...waits, since: clock.moment() }])) return false;
  await clock.sleep(secondLookAfterMs, round.stop);
  return !round.stop.aborted;
}

async function secondLook(round: Round, found: Found, signal: AbortSignal): Promise<void> {
  const parts = askingParts(round, signal);
  if (found.apart === null) {
    await readTogether(
      withoutLater(round).filter(({ position }) => !found.second.has(position)),
      {
        ...parts,
        heard: (reading) => tell(round, settledAsIntended(round.state, reading, found)),
      },
    );
  }
  if (signal.aborted) return;
  const { unread, fault } = await readProfiles(
    withoutLater(round),
    { ...parts, heard: (reading) => tell(round, reading) },
    found.isAnyRead,
  );
  if (signal.aborted) return;
  const isRead = unverifiedAccounts(round.record, round.context).length === 0;
  if (!isRead) giveUp(round, found, { unread, fault });
}

/** Records what cannot be read: what the search said twice counts, and for everybody else the reason. */
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
    tell(round, { ...said, active: isActive ? [position] : [], inactive: isActive ? [] : [position] });
  }
  if (!isAnyRead(round.state) && fault !== null) {
    // Nothing is known of anybody, so an earlier verification stays as it is.
    found.apart = fault;
    return;
  }
  const why = new Map(unread.map(({ position, message }) => [position, message]));
  const byReason = new Map<string, number[]>();
  for (const position of left.filter((each) => !found.second.has(each))) {
    const message = why.get(position) ?? fault?.message ?? 'Atlassian did not say its status.';
    byReason.set(message, [...(byReason.get(message) ?? []), position]);
  }
  round.write([...byReason].map(([message, positions]) => ({ type: 'unverified', positions, message })));
}

function isAnyRead({ verification }: RunState): boolean {
  return (
    verification?.readings.some(
      (each) => each?.round === verification.rounds && each.reading !== 'unreadable',
    ) ?? false
  );
}

function end({ state }: Round, { apart }: Found): RunEvent {
  const why = isAnyRead(state) ? null : apart;
  return { type: 'verification-ended', message: why?.message ?? '', hint: why?.hint ?? '' };
}

/** The accounts to read. Those that a later run acted on are recorded as unread, since they show what that run did. */
function withoutLater(round: Round): StatusAccount[] {
  const { record, context } = round;
  const later = laterRuns(record.number, context);
  const accounts = unverifiedAccounts(record, context);
  if (later.size === 0) return accounts;
  const byRun = new Map<number, number[]>();
  const rest = accounts.filter(({ accountId, position }) => {
    const number = later.get(accountKey(accountId));
    if (number !== undefined) byRun.set(number, [...(byRun.get(number) ?? []), position]);
    return number === undefined;
  });
  const events = [...byRun].map(([number, positions]) => {
    return { type: 'unverified', positions, message: `Run ${number} acted on this account later.` } as const;
  });
  return events.length === 0 || round.write(events) ? rest : [];
}

/**
 * The part of a first look that is believed at once: whoever reads as intended, and whoever is unchanged by the run's
 * own word. The others are looked at again, since the source may lag [INFER].
 */
function settledAtOnce(state: RunState, reading: StatusReading, { open }: Found): StatusReading {
  const { goal } = actTerms[state.act];
  const other = goal === 'inactive' ? 'active' : 'inactive';
  const believed = reading[other].filter((position) => {
    const isPlain = !isReportedChanged(state, position) && state.users.at(position)?.outcome !== 'in-doubt';
    if (!isPlain) open.add(position);
    return isPlain;
  });
  return { ...reading, [other]: believed };
}

/** The part of a second look by the search that needs no profile. */
function settledAsIntended(state: RunState, reading: StatusReading, { second }: Found): StatusReading {
  const { goal } = actTerms[state.act];
  const other = goal === 'inactive' ? 'active' : 'inactive';
  for (const position of reading[other]) second.set(position, reading);
  return { ...reading, [other]: [] };
}

function tell(round: Round, { source, at, active, inactive }: StatusReading): void {
  if (active.length + inactive.length === 0) return;
  round.write([{ type: 'verified', source, readAt: at, active, inactive }]);
}

function askingParts(round: Round, signal: AbortSignal): Omit<StatusParts, 'heard'> {
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
