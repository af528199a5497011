/** For the model-based test: the invariants of a run at the moment when a request is sent. */
import type { JournalEntry } from '#lib/domain/run/events';
import { isLost, shownBy, statusOf } from '#test/model/checks/answered';
import {
  canaryIsOver,
  canaryOf,
  isKeyFault,
  positionOf,
  stateOf,
  waitedUntil,
} from '#test/model/checks/journal';
import { checked, must } from '#test/model/checks/promise';
import type { Call, Observed } from '#test/model/observed';

/** Checks at the moment when a write would be sent. */
export function checkCall(world: Observed, call: Call): void {
  checked(world, () => {
    const journal = world.journal();
    const position = world.entries.findIndex((entry) => entry.accountId === call.accountId);
    const mine = journal.filter((entry) => positionOf(entry.event) === position);
    must(world.scenario.act !== 'dry-run', 'a dry run calls nobody');
    must(position >= 0, 'only users of the plan are called');
    must(!world.protectedIds.has(call.accountId), 'a protected user is never called');
    must(mine.at(-1)?.event.type === 'intended', 'the intent is on disk before the call');
    must(!mine.some(({ event }) => event.type === 'settled'), 'nobody is called after an outcome');
    must(stateOf(journal) === 'going', 'no call while the run is paused, stopped, interrupted or ended');
    must(!journal.some(({ event }) => isKeyFault(event)), 'no call after the key was refused');
    must(world.clock.now >= waitedUntil(world), 'no call before the wait that Atlassian asked for is over');
    const flying = world.pending.filter((each) => each.call.kind === 'write');
    must(
      flying.length < world.scenario.options.concurrency,
      'no more calls in flight than the concurrency of the plan',
    );
    checkRead(world, call, journal);
    checkReadBack(world, call);
    checkOrder(journal);
    checkCanary(world, journal, flying.length);
  });
}

/**
 * Checks at the moment when a request about an account is sent. After *Ask now*, one request is sent and answered
 * before others. An account that was still waiting for an answer then continues.
 */
export function checkAskedNow(world: Observed, accountId: string): void {
  const { asked, ledger } = world;
  if (asked === null || asked.underWay.has(accountId)) return;
  const since = ledger.slice(asked.after);
  const isFirst = since.every((call) => asked.underWay.has(call.accountId));
  checked(world, () => must(isFirst || since.some(({ told }) => told), 'one request goes out after Ask now'));
}

/** Checks at the moment when a call is sent: the gap since the previous one must be over. */
export function checkGap(world: Observed): void {
  checked(world, () => {
    const since = world.clock.now - world.begunAt;
    must(since >= world.scenario.options.gapMs, 'the gap is left between the beginnings of two calls');
    world.begunAt = world.clock.now;
  });
}

/**
 * A call needs a reading with the right status; a failed reading is enough only if the admin continued without
 * readings.
 */
function checkRead(world: Observed, call: Call, journal: readonly JournalEntry[]): void {
  const { accountId } = call;
  const position = world.entries.findIndex((entry) => entry.accountId === accountId);
  const intent = journal.findLast(({ event }) => event.type === 'intended' && event.position === position);
  const by = intent?.event.type === 'intended' ? intent.event.read?.source : undefined;
  if (by === 'users-search') {
    checkSearched(world, call, journal);
    return;
  }
  const read = world.ledger.findLast((each) => each.kind === 'read' && each.accountId === accountId);
  if (read?.told?.ok) {
    const { type } = read.told.value as { type: string };
    must(by === 'profile', 'the journal says where the account was read');
    must(world.clock.now - (read.toldAt ?? 0) <= 5_000, 'a profile is at most five seconds old');
    must(statusOf(read) === world.from, 'nobody is called who does not read as they must before the call');
    must(type === 'atlassian', 'only accounts of people are called');
    return;
  }
  const waived = journal.some(({ event }) => event.type === 'resumed' && event.withoutReading);
  must(waived, 'nobody is called unread, unless the admin went on without readings');
  const about = read?.told?.ok === false ? read.told.fault.owner : null;
  must(about !== 'user' && about !== 'key', 'a refusal of the account or of the key is never called by');
}

/**
 * A call by a reading of the search: at most a minute old, of this process, of a first call, and not of the canary. The
 * last search that names the account decides.
 */
function checkSearched(world: Observed, { accountId }: Call, journal: readonly JournalEntry[]): void {
  const search = world.ledger.findLast((each) => each.kind === 'search' && shownBy(each, accountId) !== null);
  must(search !== undefined && shownBy(search, accountId) === world.from, 'the search says what it must');
  must(world.clock.now - (search?.toldAt ?? 0) <= 60_000, 'a reading of the search is at most a minute old');
  must(search?.life === world.life, 'no process calls by a reading of another');
  const writes = world.ledger.filter((each) => each.kind === 'write');
  must(!writes.some((each) => each.accountId === accountId), 'after a call it is the profile');
  must(canaryIsOver(world, journal), 'the search never speaks for the canary');
}

function checkReadBack(world: Observed, call: Call): void {
  const calls = world.ledger.filter((each) => each.accountId === call.accountId);
  const last = calls.findLastIndex((each) => each.kind === 'write' && isLost(each));
  if (last < 0) return;
  const reads = calls.slice(last + 1).filter((each) => each.kind === 'read');
  const unchanged = reads.findLast((each) => each.told?.ok && statusOf(each) === world.from)?.at ?? 0;
  const since = unchanged - (reads[0]?.at ?? 0);
  must(since >= 30_000, 'after a lost answer a reading of half a minute later says so, before another call');
}

function checkOrder(journal: readonly JournalEntry[]): void {
  const begun: number[] = [];
  for (const { event } of journal) {
    if (event.type === 'intended' && !begun.includes(event.position)) begun.push(event.position);
  }
  must(
    begun.every((each, at) => each > (begun[at - 1] ?? -1)),
    'users are called in the order of the plan',
  );
}

/** Until the canary has passed, nobody else is in flight, and each success is read back before the next call. */
function checkCanary(world: Observed, journal: readonly JournalEntry[], flying: number): void {
  const { passed, wanted, unread, waived, asked } = canaryOf(world, journal);
  if (waived) return;
  must(!unread, 'the canary is read back before anybody else is called');
  if (passed < wanted) must(flying === 0, 'the canary is alone');
  else if (world.scenario.options.waitAfterCanary) must(asked, 'the admin is asked after the canary');
}
