/** For the model-based test: how Atlassian may answer a request, as commands. */
import fc from 'fast-check';
import type { Answer } from '#lib/domain/outcome/answer';
import { profileAnswer, searchAnswer } from '#test/model/answers';
import { command } from '#test/model/command';
import { faulty, type Kind, kinds, outageKinds, stormKinds } from '#test/model/faults';
import type { Call } from '#test/model/observed';
import type { World } from '#test/model/world';
import { accepted, faultAnswer } from '#test/samples/run';

const pick = fc.nat(7);

export const honest = pick.map((at) =>
  command(`honest(${at})`, (world) => {
    const pending = world.pending[at % Math.max(1, world.pending.length)];
    if (!pending) return;
    const answer = world.honest(pending.call);
    world.answer(at, answer, answer.ok);
  }),
);

/** Atlassian refuses a call that took effect: that breaks its contract, and nobody can be sure. */
export const broken = fc
  .record({ at: pick, kind: fc.constantFrom(...kinds.filter(({ unsure }) => !unsure)) })
  .map((each) =>
    command(`broken(${JSON.stringify(each)})`, (world) => {
      const { call } = world.pending[each.at % Math.max(1, world.pending.length)] ?? {};
      if (call?.kind === 'write') world.answer(each.at, faulty(call, each.kind), true);
    }),
  );

const faultsOf = (some: readonly Kind[]) =>
  fc.record({ at: pick, kind: fc.constantFrom(...some), took: fc.boolean() }).map((each) =>
    command(`fault(${JSON.stringify(each)})`, (world) => {
      const pending = world.pending[each.at % Math.max(1, world.pending.length)];
      if (!pending) return;
      world.answer(each.at, faulty(pending.call, each.kind), each.kind.unsure === true && each.took);
    }),
  );
export const fault = faultsOf(kinds);
export const outage = faultsOf(outageKinds);
export const storm = faultsOf(stormKinds);

/** Accounts cannot be read: because of the account, because of Atlassian, or for no reason. */
export const unreadable = fc
  .record({
    at: pick,
    kind: fc.constantFrom<Kind>(
      { code: 'server-error', given: { owner: 'atlassian', status: 503 } },
      { code: 'server-error', given: { owner: 'atlassian', status: 503 } },
      { code: 'not-allowed', given: { owner: 'atlassian', status: 403 } },
      { code: 'unreadable', given: { owner: 'atlassian', status: 200 } },
      { code: 'not-found', given: { status: 404 } },
      { code: 'other-account', given: { status: 200 } },
    ),
  })
  .map(({ at, kind }) =>
    command(`unread(${JSON.stringify({ at, kind })})`, (world) => {
      const { call } = world.pending[at % Math.max(1, world.pending.length)] ?? {};
      if (call?.kind === 'read') world.answer(at, faulty(call, kind), false);
    }),
  );

/** Atlassian refuses a call, and the account reads as before. */
export const refusal = pick.map((at) =>
  command(`no(${at})`, (world) => {
    const { call } = world.pending[at % Math.max(1, world.pending.length)] ?? {};
    if (call?.kind === 'write') world.answer(at, faultAnswer('not-allowed'), false);
  }),
);

/** Readings may lag behind, and may be unexpected. */
export const oddRead = fc
  .record({ at: pick, what: fc.constantFrom('stale', 'suspended', 'closed', 'app') })
  .map((each) =>
    command(`read(${JSON.stringify(each)})`, (world) => {
      const { call } = world.pending[each.at % Math.max(1, world.pending.length)] ?? {};
      if (call?.kind !== 'read') return;
      const stale = world.staleStatus(call.accountId);
      // The profile of an app shows the real status: a reading must not show the goal before the account has reached
      // it.
      if (each.what === 'app') {
        const status = world.status.get(call.accountId) ?? 'active';
        return world.answer(each.at, profileAnswer(call.accountId, status, 'app'), false);
      }
      const shown =
        each.what === 'stale' ? stale : each.what === 'closed' ? closedOf(world, call) : 'suspended';
      world.answer(each.at, profileAnswer(call.accountId, shown), false);
    }),
  );

/** The search may lag behind, leave accounts out, name them twice, call them apps, or fail. */
export const oddSearch = fc
  .record({
    at: pick,
    what: fc.constantFrom('stale', 'half', 'nobody', 'twice', 'app', 'refused', 'throttled'),
  })
  .map(({ at, what }) =>
    command(`search(${JSON.stringify({ at, what })})`, (world) => {
      const { call } = world.pending[at % Math.max(1, world.pending.length)] ?? {};
      if (call?.kind === 'search') world.answer(at, searchedAs(world, call, what), false);
    }),
  );

function searchedAs(world: World, call: Call, what: string): Answer<unknown> {
  const real = (id: string) => world.status.get(id) ?? 'active';
  switch (what) {
    case 'stale':
      return searchAnswer(call, (id) => world.staleStatus(id));
    case 'half':
      return searchAnswer(call, (id) => (call.about.indexOf(id) % 2 === 0 ? real(id) : null));
    case 'nobody':
      return searchAnswer(call, () => null);
    case 'twice':
      return searchAnswer({ ...call, about: [...call.about, ...call.about.slice(1)] }, real);
    case 'app':
      return searchAnswer(call, real, 'app');
    case 'refused':
      return faultAnswer('not-allowed', { owner: 'organisation', status: 403 });
    default:
      return faultAnswer('rate-limited', { owner: 'organisation', status: 429, waitMs: 30_000 });
  }
}

function closedOf(world: World, call: Call): string {
  const status = world.status.get(call.accountId) ?? 'active';
  return status === 'inactive' ? 'closed' : status;
}

/** Some accounts of the API answer 204 to a second call [INFER]. */
export const acceptedAgain = pick.map((at) =>
  command(`204(${at})`, (world) => {
    const { call } = world.pending[at % Math.max(1, world.pending.length)] ?? {};
    if (call?.kind === 'write') world.answer(at, accepted, true);
  }),
);
