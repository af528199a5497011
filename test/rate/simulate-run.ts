/** For tests: whole runs against a server with a rate limit, in virtual time. */
import { seededRandom } from '#lib/demo/seeded-random';
import type { RunEvent } from '#lib/domain/run/events';
import { apply } from '#lib/domain/run/run';
import { newRun } from '#lib/domain/run/state';
import { offline } from '#lib/engine/connection/offline';
import { noDirectory } from '#lib/engine/directory/directory';
import { type Limiter, newLimiter } from '#lib/engine/limiter/limiter';
import { startRunner } from '#lib/engine/run/runner/runner';
import { LimitedServer, type ServerOptions } from '#test/rate/limited-server';
import { resultOf, type Simulated } from '#test/rate/simulate';
import { VirtualClock } from '#test/rate/virtual-clock';
import { directoryUser } from '#test/samples/directory-user';
import { samplePlan } from '#test/samples/run';

interface RunSimulation extends ServerOptions {
  concurrency: number;
  total: number;
  /** Whether the organisation can be searched, and its active accounts be counted. */
  searched?: boolean;
  /** Every so many ms, somebody else asks a question. */
  backgroundMs?: number;
  stopAtMs?: number;
}

/** A run over this many users, until it ends or pauses. */
export async function simulateRun(
  options: RunSimulation,
): Promise<Simulated & { deactivated: number; events: RunEvent[] }> {
  const clock = new VirtualClock();
  const server = new LimitedServer(clock, options);
  const state = newRun();
  const inactive = new Set<string>();
  const entries = samplePlan(options.total);
  const idsByEmail = new Map(entries.map(({ email, accountId }) => [email, accountId]));
  apply(state, {
    seq: 1,
    at: clock.wall(),
    event: { type: 'started', total: options.total, planDigest: 'ab' },
  });
  const events: RunEvent[] = [];
  const limiter = newLimiter({ clock, random: seededRandom(5).next });
  const { over, ended } = ending();
  const runner = startRunner({
    state,
    entries,
    message: null,
    options: { concurrency: options.concurrency, gapMs: 0 },
    append: (some, at) => {
      const added = some.map((event, index) => ({ seq: events.length + index + 2, at, event }));
      events.push(...some);
      if (some.some((event) => event.type === 'paused' && event.waitMs === undefined)) over();
      return { ok: true, entries: added };
    },
    reread: newRun,
    published: () => {},
    store: noDirectory,
    atlassian: {
      ...offline,
      disable: async (accountId) => {
        const answer = await server.call('disable', null);
        if (answer.ok) inactive.add(accountId);
        return answer;
      },
      profile: async (accountId) => {
        const answer = await server.call('profile', null);
        if (!answer.ok) return answer;
        const status = inactive.has(accountId) ? 'inactive' : 'active';
        return { ...answer, value: { accountId, type: 'atlassian', status, name: null, email: null } };
      },
      countActive: () => server.call('users-count', options.total - inactive.size),
      async *searchUsers(_, __, { accountIds, emails = [] }) {
        const ids = accountIds ?? emails.flatMap((email) => idsByEmail.get(email) ?? []);
        const users = ids.map((id) => directoryUser(id, inactive.has(id) ? 'inactive' : 'active'));
        yield await server.call('users-search', { users, next: null });
      },
    },
    limiter,
    organisationId: options.searched ? 'organisation' : null,
    lastEnd: Number.NEGATIVE_INFINITY,
    mayCall: () => null,
    deactivatedElsewhere: () => null,
    addresses: (first, last) =>
      new Map(entries.slice(first, last + 1).map(({ position, email }) => [position, email])),
    wasTouched: () => false,
    learnt: () => undefined,
    clock,
    random: seededRandom(options.seed ?? 7).next,
  });
  const { backgroundMs, stopAtMs } = options;
  if (stopAtMs) void clock.sleep(stopAtMs, never).then(() => runner.command('stop'));
  if (backgroundMs) void askNowAndThen(backgroundMs, { clock, limiter, server });
  await clock.pass(Promise.race([runner.left, ended]));
  const result = resultOf(server, clock.monotonic(), 2 * options.concurrency);
  return { ...result, deactivated: inactive.size, events };
}

const never = new AbortController().signal;

/** A promise, and the function that resolves it. */
function ending(): { over(): void; ended: Promise<void> } {
  let over = () => {};
  const ended = new Promise<void>((resolve) => {
    over = resolve;
  });
  return { over: () => over(), ended };
}

/** Asks about a permission every `ms`, in the background. */
async function askNowAndThen(
  ms: number,
  { clock, limiter, server }: { clock: VirtualClock; limiter: Limiter; server: LimitedServer },
): Promise<void> {
  for (;;) {
    await clock.sleep(ms, never);
    await limiter.ask({ kind: 'manage', priority: 'background' }, () => server.call('manage', null));
  }
}
