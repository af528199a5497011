/** For the model-based test: everything that can happen to a run, as commands that fast-check mixes and shrinks. */
import fc from 'fast-check';
import type { Answer, FaultCode } from '#lib/domain/outcome/answer';
import { checkLive, checkShown, isLost, takeBroken } from '#test/model/checks';
import type { Call } from '#test/model/witnessed';
import type { World } from '#test/model/world';
import { accepted, faultAnswer } from '#test/samples/run';

type Command = fc.AsyncCommand<object, World>;

/** One event. Afterwards all its immediate consequences have happened too. */
function command(name: string, happens: (world: World) => void, may = (_: World) => true): Command {
  return {
    check: () => true,
    async run(_model, world) {
      if (may(world)) happens(world);
      await world.flush();
      checkShown(world);
      checkLive(world);
      const broken = takeBroken(world);
      if (broken) throw new Error(broken);
    },
    toString: () => name,
  };
}

const alive = (world: World) => world.isAlive;

/** A way in which Atlassian, or the network, fails a call. */
export interface Kind {
  code: FaultCode;
  given?: Parameters<typeof faultAnswer>[1];
  /** Whether the call may have taken effect after this answer. */
  unsure?: true;
}

export const kinds: readonly Kind[] = [
  { code: 'key-invalid', given: { owner: 'key', status: 401 } },
  { code: 'key-forbidden', given: { owner: 'key', status: 403 } },
  { code: 'not-allowed' },
  { code: 'not-found', given: { status: 404 } },
  { code: 'conflict', given: { status: 409 } },
  { code: 'bad-request', given: { owner: 'us', status: 400 } },
  { code: 'rate-limited', given: { owner: 'organisation', status: 429 } },
  { code: 'rate-limited', given: { owner: 'organisation', status: 429, waitMs: 30_000 } },
  { code: 'rate-limited', given: { owner: 'organisation', status: 429, waitMs: 3_600_000 } },
  { code: 'server-error', given: { owner: 'atlassian', effect: 'unknown', status: 503 }, unsure: true },
  { code: 'timed-out', unsure: true },
  { code: 'connection-lost', unsure: true },
  { code: 'redirected', given: { owner: 'network', effect: 'unknown', status: 302 }, unsure: true },
  { code: 'unreadable', unsure: true },
  { code: 'unreachable' },
];

const transport: FaultCode[] = ['server-error', 'timed-out', 'connection-lost', 'unreachable'];

/** Atlassian is overloaded: some calls are refused, and the answers to others are lost. */
export const stormKinds = kinds.filter(({ code }) => code === 'rate-limited' || code === 'connection-lost');

/** The failing answer to a call. */
export function faulty(call: Call, { code, given = {} }: Kind): Answer<unknown> {
  // A read never changes anything, so its faults leave nothing in doubt.
  return faultAnswer(code, call.kind === 'write' ? given : { ...given, effect: 'none' });
}

const pick = fc.nat(7);

const honest = pick.map((at) =>
  command(`honest(${at})`, (world) => {
    const pending = world.pending[at % Math.max(1, world.pending.length)];
    if (!pending) return;
    const answer = world.honest(pending.call);
    world.answer(at, answer, answer.ok);
  }),
);

/** Atlassian refuses a call that took effect: that breaks its contract, and nobody can be sure. */
const broken = fc
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
const fault = faultsOf(kinds);
const outage = faultsOf(kinds.filter(({ code }) => transport.includes(code)));
const storm = faultsOf(stormKinds);

/** Accounts cannot be read: because of the account, because of Atlassian, or for no reason. */
const unreadable = fc
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
const goOnUnread = fc.constant(
  command(
    'go on without reading',
    (world) => void world.runs?.command('run', 'resume-without-reading'),
    alive,
  ),
);

/** Atlassian refuses a call, and the account reads as before. */
const refusal = pick.map((at) =>
  command(`no(${at})`, (world) => {
    const { call } = world.pending[at % Math.max(1, world.pending.length)] ?? {};
    if (call?.kind === 'write') world.answer(at, faultAnswer('not-allowed'), false);
  }),
);

/** Readings may lag behind, and may be unexpected. */
const oddRead = fc
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
        return world.answer(each.at, world.profile(call.accountId, status, 'app'), false);
      }
      const shown =
        each.what === 'stale' ? stale : each.what === 'closed' ? closedOf(world, call) : 'suspended';
      world.answer(each.at, world.profile(call.accountId, shown), false);
    }),
  );

/** The search may lag behind, leave accounts out, name them twice, call them apps, or fail. */
const oddSearch = fc
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
      return world.found(call, (id) => world.staleStatus(id));
    case 'half':
      return world.found(call, (id) => (call.about.indexOf(id) % 2 === 0 ? real(id) : null));
    case 'nobody':
      return world.found(call, () => null);
    case 'twice':
      return world.found({ ...call, about: [...call.about, ...call.about.slice(1)] }, real);
    case 'app':
      return world.found(call, real, 'app');
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
const acceptedAgain = pick.map((at) =>
  command(`204(${at})`, (world) => {
    const { call } = world.pending[at % Math.max(1, world.pending.length)] ?? {};
    if (call?.kind === 'write') world.answer(at, accepted, true);
  }),
);

const timePasses = fc
  .constantFrom(1, 900, 2_000, 31_000, 4_000_000)
  .map((ms) => command(`${ms} ms pass`, (world) => world.clock.advance(ms)));
const timer = fc.constant(
  command('the next timer', (world) => world.clock.advance(world.clock.untilNext() ?? 0)),
);
const jump = fc
  .constantFrom(-86_400_000, -3_600_000, 3_600_000, 86_400_000)
  .map((ms) => command(`the wall clock jumps ${ms} ms`, (world) => world.clock.jump(ms)));
const say = fc
  .constantFrom('pause', 'resume', 'resume', 'resume-without-reading', 'ask-now', 'stop')
  .map((word) => command(word, (world) => void world.runs?.command('run', word as 'pause'), alive));
const crash = fc
  .boolean()
  .map((took) => command(took ? 'crash, calls took effect' : 'crash', (world) => world.kill(took), alive));
const crashInAppend = fc.constantFrom('written', 'not-written').map((how) =>
  command(`crash in the next append (${how})`, (world) => {
    world.dieInAppend = how as 'written';
  }),
);
const restart = fc.boolean().map((machine) =>
  command(
    machine ? 'the machine is started again' : 'restart',
    (world) => {
      if (machine) world.clock.reboot();
      world.boot();
    },
    (world) => !world.isAlive,
  ),
);
const start = fc.constant(command('start', (world) => void world.start(), alive));
const disk = fc.boolean().map((full) =>
  command(full ? 'the disk is full' : 'the disk has room', (world) => {
    world.diskFull = full;
  }),
);
const protect = fc.nat(11).map((at) =>
  command(`protect(${at})`, (world) => {
    const entry = world.entries[at % world.entries.length];
    // A call in flight was sent before. A protection applies to later calls.
    if (entry) world.protectedIds.add(entry.accountId);
  }),
);
const elsewhere = fc.nat(11).map((at) =>
  command(`somebody else does it to ${at}`, (world) => {
    const id = world.entries[at % world.entries.length]?.accountId ?? '';
    const touched = world.ledger.some(
      (call) => call.accountId === id && call.kind === 'write' && isLost(call),
    );
    if (!touched) world.setStatus(id, world.goal);
  }),
);

const happenings = [
  fault,
  fault,
  broken,
  oddRead,
  oddSearch,
  acceptedAgain,
  timePasses,
  timer,
  jump,
  say,
  crash,
  crashInAppend,
  restart,
  restart,
  start,
  disk,
  protect,
  elsewhere,
];
const often = (each: fc.Arbitrary<Command>, times: number) => Array.from({ length: times }, () => each);
const limits = { maxCommands: 80, size: 'max' } as const;

/** Mixes: mostly success, many faults, Atlassian hardly available, Atlassian overloaded, or no account readable. */
export const commandMixes = fc.oneof(
  fc.commands([...often(honest, 40), ...often(timer, 8), ...happenings], limits),
  fc.commands([...often(honest, 8), ...often(timer, 4), ...happenings], limits),
  fc.commands([...often(storm, 12), ...often(timer, 12), ...often(honest, 24), crash, restart], limits),
  fc.commands([...often(outage, 12), ...often(timer, 12), ...often(honest, 6), say, crash, restart], limits),
  fc.commands(
    [
      ...often(unreadable, 14),
      ...often(goOnUnread, 3),
      ...often(timer, 10),
      ...often(honest, 6),
      say,
      crash,
      restart,
    ],
    limits,
  ),
  fc.commands(
    [
      ...often(honest, 20),
      ...often(oddSearch, 8),
      ...often(timePasses, 4),
      ...often(elsewhere, 4),
      say,
      storm,
      crash,
      restart,
    ],
    limits,
  ),
  fc.commands([...often(refusal, 10), ...often(honest, 10), ...often(timer, 3), say], limits),
);
