/** For the model-based test: the invariants of a run, checked against ledger and journal at each call. */
import type { Outcome } from '#lib/domain/outcome/outcome';
import { endsByItself, type JournalEntry, type RunEvent } from '#lib/domain/run/events';
import type { UsersPage } from '#lib/engine/atlassian-shapes';
import type { Call, Witnessed } from '#test/model/witnessed';

/** A broken promise is an error: the test that plays fails with this text and its seed. */
function must(holds: boolean, promise: string): void {
  if (!holds) throw new Error(`Broken: ${promise}`);
}

/** The engine would treat an error thrown inside it as a fault of its own, so the world stores it too. */
export function takeBroken({ broken }: Witnessed): string | undefined {
  return broken.splice(0)[0];
}

function checked({ broken }: Witnessed, work: () => void): void {
  try {
    work();
  } catch (problem) {
    broken.push(problem instanceof Error ? problem.message : String(problem));
    throw problem;
  }
}

/** Checks at the moment when a write would be sent. */
export function checkCall(world: Witnessed, call: Call): void {
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
export function checkAskedNow(world: Witnessed, accountId: string): void {
  const { asked, ledger } = world;
  if (asked === null || asked.underWay.has(accountId)) return;
  const since = ledger.slice(asked.after);
  const isFirst = since.every((call) => asked.underWay.has(call.accountId));
  checked(world, () => must(isFirst || since.some(({ told }) => told), 'one request goes out after Ask now'));
}

/** Checks at the moment when a call is sent: the gap since the previous one must be over. */
export function checkGap(world: Witnessed): void {
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
function checkRead(world: Witnessed, call: Call, journal: readonly JournalEntry[]): void {
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
function checkSearched(world: Witnessed, { accountId }: Call, journal: readonly JournalEntry[]): void {
  const search = world.ledger.findLast((each) => each.kind === 'search' && shownBy(each, accountId) !== null);
  must(search !== undefined && shownBy(search, accountId) === world.from, 'the search says what it must');
  must(world.clock.now - (search?.toldAt ?? 0) <= 60_000, 'a reading of the search is at most a minute old');
  must(search?.life === world.life, 'no process calls by a reading of another');
  const writes = world.ledger.filter((each) => each.kind === 'write');
  must(!writes.some((each) => each.accountId === accountId), 'after a call it is the profile');
  must(canaryIsOver(world, journal), 'the search never speaks for the canary');
}

/** The status that an answered search shows for the account of a person; null if it does not. */
function shownBy({ told }: Call, accountId: string): string | null {
  if (!told?.ok) return null;
  const { users } = told.value as UsersPage;
  const shown = users.filter((user) => user.accountId === accountId);
  const [only] = shown;
  return shown.length === 1 && only?.accountType === 'atlassian' ? only.accountStatus : null;
}

function checkReadBack(world: Witnessed, call: Call): void {
  const calls = world.ledger.filter((each) => each.accountId === call.accountId);
  const last = calls.findLastIndex((each) => each.kind === 'write' && isLost(each));
  if (last < 0) return;
  const reads = calls.slice(last + 1).filter((each) => each.kind === 'read');
  const unchanged = reads.findLast((each) => each.told?.ok && statusOf(each) === world.from)?.at ?? 0;
  const since = unchanged - (reads[0]?.at ?? 0);
  must(since >= 30_000, 'after a lost answer a reading of half a minute later says so, before another call');
}

/** Whether a write may have taken effect, as far as the engine knows. */
export function isLost(call: Call): boolean {
  return call.told === null || (!call.told.ok && call.told.fault.effect === 'unknown');
}

function statusOf(call: Call): string {
  const status = call.told?.ok ? (call.told.value as { status: string }).status : '';
  return status === 'closed' ? 'inactive' : status;
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
function checkCanary(world: Witnessed, journal: readonly JournalEntry[], flying: number): void {
  const { passed, wanted, unread, waived, asked } = canaryOf(world, journal);
  if (waived) return;
  must(!unread, 'the canary is read back before anybody else is called');
  if (passed < wanted) must(flying === 0, 'the canary is alone');
  else if (world.scenario.options.waitAfterCanary) must(asked, 'the admin is asked after the canary');
}

function canaryIsOver(world: Witnessed, journal: readonly JournalEntry[]): boolean {
  const { passed, wanted, waived } = canaryOf(world, journal);
  return waived || passed >= wanted;
}

/** How far the canary is, by the journal. */
function canaryOf(world: Witnessed, journal: readonly JournalEntry[]) {
  const wanted = world.scenario.options.canary === '10' ? 10 : 1;
  const { done: doneKind, confirmed: confirmedKind } = kindsOf(world);
  let passed = 0;
  let unread = false;
  let waived = false;
  let asked = false;
  for (const { event } of journal) {
    if (waived || passed >= wanted) {
      if (event.type === 'paused' && event.code === 'canary-done') asked = true;
      continue;
    }
    if (event.type === 'settled' && event.outcome === doneKind) unread = true;
    if (event.type === 'settled' && event.outcome === confirmedKind) passed += 1;
    if (event.type === 'canary-passed') {
      passed += 1;
      unread = false;
    }
    if (event.type === 'paused' && event.code === 'canary-unconfirmed') waived = true;
  }
  return { passed, wanted, unread, waived, asked };
}

/** Checks at the moment when an entry is written. */
export function checkEntry(world: Witnessed, { event }: JournalEntry): void {
  checked(world, () => {
    const journal = world.journal();
    const isVerification = /^(verification-|verified$|unverified$)/.test(event.type);
    must((stateOf(journal) === 'over') === isVerification, 'after the end only verifications are written');
    if (event.type === 'verified') checkVerified(world, event);
    if (event.type === 'settled') {
      must(!event.code?.startsWith('key-'), 'a fault of the key is never an outcome of a person');
    }
    if (journal.some(({ event: each }) => isKeyFault(each)) && event.type === 'ended') {
      must(event.how === 'halted', 'a run whose key was refused ends as such');
    }
    if (event.type !== 'settled') return;
    const accountId = world.entries[event.position]?.accountId;
    const writes = world.ledger.filter((call) => call.kind === 'write' && call.accountId === accountId);
    const kinds = kindsOf(world);
    // A refusal is believed if no answer was lost. If Atlassian breaks its contract, the effect cannot be known.
    if (event.outcome === 'refused' || event.outcome === 'failed') {
      must(
        !writes.some((call) => call.effect && isLost(call)),
        'nobody is called refused whom a lost call changed',
      );
    }
    must(world.scenario.act !== 'dry-run' || writes.length === 0, 'a dry run calls nobody');
    if (event.outcome === kinds.done && world.scenario.act !== 'dry-run') {
      must(writes.at(-1)?.told?.ok === true, 'what is reported as done is what Atlassian accepted');
    }
    if (event.outcome === kinds.confirmed) {
      const cutOff = firstIntent(journal, event.position) < journal.findLastIndex(isInterruption);
      must(writes.some((call) => !call.told?.ok) || cutOff, 'confirmed is for calls that no answer accepted');
      must(world.status.get(accountId ?? '') === world.goal, 'what is confirmed is so');
    }
    if (event.outcome === kinds.already) {
      must(writes.length === 0, 'already is for accounts that this run did not call');
      const read = world.ledger.findLast((call) => call.kind === 'read' && call.accountId === accountId);
      must(read?.told?.ok === true && statusOf(read) === world.goal, 'already is what the profile says');
    }
  });
}

/** Checks that a verification says what Atlassian has answered after the end of the run, whatever the outcomes say. */
function checkVerified(
  world: Witnessed,
  { source, active, inactive }: Extract<JournalEntry['event'], { type: 'verified' }>,
): void {
  const end = world.journal().findIndex(({ event }) => event.type === 'ended');
  const endedAt = world.writtenAt[end] ?? 0;
  for (const position of [...active, ...inactive]) {
    const accountId = world.entries[position]?.accountId ?? '';
    const status = active.includes(position) ? 'active' : 'inactive';
    const said = world.ledger.some(
      (call) =>
        call.kind === (source === 'profile' ? 'read' : 'search') &&
        (call.toldAt ?? 0) >= endedAt &&
        statusSaid(call, accountId) === status,
    );
    must(said, 'a verification says what an answer said after the end');
    const isBegun = firstIntent(world.journal(), position) < end;
    must(isBegun, 'a verification is about users whose call has begun');
  }
}

/** What an answer said of the status of an account; empty if nothing. */
function statusSaid(call: Call, accountId: string): string {
  if (call.kind === 'read') return call.accountId === accountId ? statusOf(call) : '';
  const users = call.told?.ok ? (call.told.value as UsersPage).users : [];
  return users.find((each) => each.accountId === accountId)?.accountStatus ?? '';
}

/** Checks that a page would show only what is on disk; `takeBroken` reports a difference. */
export function checkShown(world: Witnessed): void {
  const found = world.runs?.get('run');
  if (!found?.ok || found.value.failure !== null) return;
  if (found.value.state.seq !== world.lines.length) world.broken.push('Broken: what is shown is on disk');
}

/** Checks that the run has not stalled: it would continue by itself, but waits for no answer, timer or command. */
export function checkLive(world: Witnessed): void {
  const found = world.runs?.get('run');
  if (!found?.ok || found.value.failure !== null || !world.isAlive) return;
  const { status, pause } = found.value.state;
  const goesOn = status === 'running' || status === 'stopping' || endsByItself(pause?.code);
  const awaits = world.pending.length > 0 || world.clock.untilNext() !== null;
  if (goesOn && !awaits) world.broken.push('Broken: a run that goes on by itself awaits something');
}

/** The kinds of outcomes in the words of the glossary, not from the product's own table. */
function kindsOf({ scenario }: Witnessed): { done: Outcome; confirmed: Outcome; already: Outcome } {
  switch (scenario.act) {
    case 'deactivate':
      return { done: 'deactivated', confirmed: 'confirmed-inactive', already: 'already-inactive' };
    case 'restore':
      return { done: 're-activated', confirmed: 'confirmed-active', already: 'already-active' };
    case 'dry-run':
      return { done: 'would-deactivate', confirmed: 'confirmed-inactive', already: 'already-inactive' };
  }
}

/** The process may have died, or abandoned the run, during a call of this user. */
function isInterruption({ event }: JournalEntry): boolean {
  return event.type === 'interrupted';
}

/** The index of a user's first intent in the journal; the end if there is none. */
function firstIntent(journal: readonly JournalEntry[], position: number): number {
  const at = journal.findIndex(({ event }) => event.type === 'intended' && event.position === position);
  return at < 0 ? journal.length : at;
}

/** The state of the run, by the last entry that determines it. */
function stateOf(journal: readonly JournalEntry[]): 'going' | 'held' | 'over' {
  for (const { event } of journal.toReversed()) {
    if (event.type === 'started' || event.type === 'resumed') return 'going';
    if (event.type === 'ended') return 'over';
    if (['paused', 'stop-requested', 'interrupted'].includes(event.type)) return 'held';
  }
  return 'held';
}

/**
 * The end of the run's wait by the world's own time, whatever the wall clock said and however often the process and the
 * machine were restarted.
 */
function waitedUntil(world: Witnessed): number {
  let until = 0;
  for (const [index, { event }] of world.journal().entries()) {
    // The admin ends the wait knowingly.
    if (event.type === 'resumed' && event.asksNow) until = 0;
    const fault = 'fault' in event ? event.fault : undefined;
    if (typeof fault?.waitMs === 'number') {
      until = Math.max(until, (world.writtenAt[index] ?? 0) + fault.waitMs);
    }
  }
  return until;
}

function isKeyFault(event: RunEvent): boolean {
  return event.type === 'key-refused';
}

function positionOf(event: RunEvent): number | null {
  if (event.type === 'canary-passed' || event.type === 'canary-waited') return null;
  return 'position' in event ? event.position : null;
}
