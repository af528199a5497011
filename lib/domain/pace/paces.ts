/**
 * The paces of all kinds of requests to one server. Atlassian limits each endpoint on its own [DOC], but does not say
 * which endpoints count together, and a gateway may limit all of them. So each kind begins with a pace of its own, and
 * two kinds get one pace when there is evidence that they count against one limit:
 *
 * - The headers of one kind count requests that only the other has sent, under the same limit.
 * - Without such headers, both were refused within two windows.
 * - Without such headers, one was refused, and both are about `/users/{id}/manage`. Their limit is not published, and
 *   a run alternates between them: to find out which of them was meant would cost refusals.
 * - Without such headers, one about accounts was refused, and the other is a few requests beside it, such as the blocks
 *   of a run. If they do not belong together, that costs little.
 *
 * One pace for kinds that do not belong together costs time; two for kinds that do would cost refusals. So they are not
 * taken apart again.
 */
import { acceptedBetween, noteAccepted } from '#lib/domain/pace/accepted-log';
import { countedAt } from '#lib/domain/pace/allowance';
import { countOthers, type Heard, learn, newPace, type Pace } from '#lib/domain/pace/pace';

/** The paces, by kind of request. Kinds that count together have the same. */
export type Paces = Map<string, Pace>;

/** The pace of a kind of request. */
export function paceOf(paces: Paces, kind: string): Pace {
  const pace = paces.get(kind) ?? newPace();
  paces.set(kind, pace);
  return pace;
}

/** Updates the paces by an answer, including which kinds count together. */
export function learnFrom(paces: Paces, heard: Heard): void {
  const pace = paceOf(paces, heard.kind);
  const others = learn(pace, heard);
  const all = [...new Set(paces.values())].filter((each) => each !== pace);
  if (others > 0) {
    const same = all.find((each) => explains(each, pace, others, heard));
    if (same) merge(paces, pace, same);
    else countOthers(pace, others, heard.now, heard.quota?.resetMs ?? 0);
  }
  if (heard.throttled && !pace.limit?.fromHeaders) {
    const isAccount = accountKinds.has(heard.kind);
    const alike = new Set(
      [...paces].flatMap(([kind, each]) => (isAccount && accountKinds.has(kind) ? [each] : [])),
    );
    const belongs = (each: Pace) =>
      alike.has(each) || refusedToo(each, heard.now) || (isAccount && isBeside(each, pace, heard.now));
    const same = all.filter((each) => !each.limit?.fromHeaders && belongs(each));
    for (const each of same) merge(paces, pace, each);
  }
}

/** Whether the requests of this pace explain those that the headers of the other pace have counted. */
function explains({ limit, counted }: Pace, other: Pace, others: number, { begunAt }: Heard): boolean {
  return (
    limit?.fromHeaders === true && limit.calls === other.limit?.calls && countedAt(counted, begunAt) >= others
  );
}

/** The kinds of requests about `/users/{id}/manage`. */
const accountKinds: ReadonlySet<string> = new Set(['profile', 'manage', 'api-tokens', 'disable', 'enable']);

const soonMs = 2_500;

function refusedToo({ limit, refusedAt }: Pace, now: number): boolean {
  if (refusedAt === null) return false;
  return now - refusedAt <= Math.max(soonMs, 2 * (limit?.windowMs ?? 0));
}

/** At most this share of the requests of another kind are a few. */
const few = 0.2;
const minuteMs = 60_000;

/** Whether there were a few requests of `one` in the last minute, which waits for nothing, and many of `other`. */
function isBeside(one: Pace, other: Pace, now: number): boolean {
  const requests = ({ accepted, underWay }: Pace) =>
    acceptedBetween(accepted, now - minuteMs, now) + underWay.length;
  const count = requests(one);
  return one.holdUntil <= now && count > 0 && count <= few * requests(other);
}

/**
 * Merges `other` into `pace`. A limit that was inferred for one of them does not apply to both, so it must be met
 * again.
 */
function merge(paces: Paces, pace: Pace, other: Pace): void {
  const told = pace.limit?.fromHeaders ? pace.limit : null;
  pace.limit = told;
  pace.counted = told ? [...pace.counted, ...other.counted].sort((one, two) => one - two) : [];
  pace.underWay = [...pace.underWay, ...other.underWay];
  pace.most = Math.min(pace.most, other.most);
  if (other.holdUntil > pace.holdUntil) pace.isHoldNamed = other.isHoldNamed;
  pace.holdUntil = Math.max(pace.holdUntil, other.holdUntil);
  for (const [kind, latency] of other.latencies) pace.latencies.set(kind, latency);
  for (const { at, count } of other.accepted) {
    for (let each = 0; each < count; each += 1) noteAccepted(pace.accepted, at);
  }
  for (const [kind, each] of paces) if (each === other) paces.set(kind, pace);
}
