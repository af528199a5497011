/** For tests: questions to a server with a rate limit, in virtual time. */
import { seededRandom } from '#lib/demo/seeded-random';
import type { Answer } from '#lib/domain/outcome/answer';
import { LimitedServer, type ServerOptions } from '#test/rate/limited-server';
import { VirtualClock } from '#test/rate/virtual-clock';

/** The duration and the requests of a simulation. */
export interface Simulated {
  ms: number;
  accepted: number;
  refused: number;
  /** The least time that the limit and the latency allow, as a share of the time that it took. */
  share: number;
  mostInFlight: number;
  calls: ReadonlyMap<string, number>;
}

/** The result of a simulation that took so many ms, with so many requests under way at most. */
export function resultOf(server: LimitedServer, ms: number, inFlight: number): Simulated {
  const { accepted, refused, mostInFlight, calls } = server;
  return { ms, accepted, refused, share: leastMs(server, inFlight) / ms, mostInFlight, calls };
}

/** The least time for as many requests as were accepted: in whole windows, and with the latency in the last one. */
function leastMs(
  { accepted, options: { limit, windowMs, latencyMs } }: LimitedServer,
  inFlight: number,
): number {
  const each = latencyMs / inFlight;
  if (limit * each >= windowMs) return accepted * each;
  const windows = Math.floor(Math.max(0, accepted - 1) / limit);
  return windows * windowMs + (accepted - windows * limit) * each;
}

/** Sends a request as the code under test does. */
type Ask = <T>(kind: string, send: () => Promise<Answer<T>>) => Promise<Answer<T>>;

/** Asks with so many workers until that many answers were no refusals. */
export async function simulateQuestions(
  options: ServerOptions & { inFlight: number; total: number; kinds?: readonly string[] },
  newAsk: (parts: { clock: VirtualClock; random: () => number }) => Ask,
): Promise<Simulated> {
  const clock = new VirtualClock();
  const server = new LimitedServer(clock, options);
  const ask = newAsk({ clock, random: seededRandom(options.seed ?? 7).next });
  const { kinds = ['manage'], inFlight, total } = options;
  const worker = async (kind: string) => {
    while (server.accepted < total) await ask(kind, () => server.call(kind, null));
  };
  const workers = kinds.flatMap((kind) =>
    Array.from({ length: inFlight / kinds.length }, () => worker(kind)),
  );
  await clock.pass(Promise.race(workers));
  return resultOf(server, clock.monotonic(), options.inFlight);
}
