/** For the model-based test: the invariants of a run at the moment when an entry is written. */
import type { JournalEntry } from '#lib/domain/run/events';
import { isLost, statusOf, statusSaid } from '#test/model/checks/answered';
import { firstIntent, isInterruption, isKeyFault, kindsOf, stateOf } from '#test/model/checks/journal';
import { checked, must } from '#test/model/checks/promise';
import type { Observed } from '#test/model/observed';

/** Checks at the moment when an entry is written. */
export function checkEntry(world: Observed, { event }: JournalEntry): void {
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
  world: Observed,
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
