/** Fault injection: the faults that can occur between a call and its answer. */
import type { Call } from '#lib/demo/call';
import { covers, take, takeOne, takeScripted } from '#lib/demo/faults/aim';
import type { ScriptedAnswer, WaitHeaders } from '#lib/demo/faults/faults';
import { rateHeaders } from '#lib/demo/faults/rate-window';
import { isLifecycle } from '#lib/demo/operations';
import type { Organisation } from '#lib/demo/organisation/organisation';
import { scoped, unauthorised } from '#lib/demo/replies/access';
import { failure, redirected, tooMany } from '#lib/demo/replies/failures';
import { type Reply, reply } from '#lib/demo/reply';
import { seededRandom } from '#lib/demo/seeded-random';

/** An answer, and how it is sent: whole, cut in the middle, or not at all. */
export interface Delivery {
  how: 'whole' | 'truncated' | 'cut' | 'hang';
  /** The answer. Its effect has already happened, however the answer is sent. */
  reply: Reply;
}

const whole = (answer: Reply): Delivery => ({ how: 'whole', reply: answer });
const nothing = reply(0, null);

/** Answers a call made with a valid key: with `work`, or with a fault that is on. */
export function injectFaults(organisation: Organisation, call: Call, work: () => Reply): Delivery {
  const refusal = keyRevoked(organisation, call);
  if (refusal) return whole(refusal);
  const limit = countCall(organisation, call);
  if (limit.exceeded) return whole(tooMany(call, limit.headers));
  const delivery = beforeWork(organisation, call) ?? scripted(organisation, call, work);
  return { ...delivery, reply: withHeaders(delivery.reply, limit.headers) };
}

function keyRevoked(organisation: Organisation, call: Call): Reply | null {
  const { faults, counts } = organisation;
  const { operation } = call;
  if (faults.keyRevokedAfter === null) return null;
  const unsaid = { on: undefined, as: 'unauthorised' as const };
  const { calls, on, as } =
    typeof faults.keyRevokedAfter === 'number'
      ? { ...unsaid, calls: faults.keyRevokedAfter }
      : { ...unsaid, ...faults.keyRevokedAfter };
  const revoked = counts.lifecycle >= calls;
  if (isLifecycle(operation) && !revoked) counts.lifecycle += 1;
  if (!revoked || !covers(on, operation)) return null;
  return as === 'scoped' ? scoped(organisation) : unauthorised(organisation, call);
}

function countCall(
  organisation: Organisation,
  { operation }: Call,
): { exceeded: boolean; headers: Record<string, string> } {
  const { rateLimit } = organisation.faults;
  if (!rateLimit || !covers(rateLimit.on, operation)) return { exceeded: false, headers: {} };
  const now = organisation.now();
  const limit = rateLimit.perMinute;
  const { allowed, remaining, resetAt } = organisation.window('fault').count(limit, now);
  const exceeded = !allowed;
  const headers = rateHeaders(rateLimit.headers, { limit, remaining, resetAt, now, exceeded });
  return { exceeded, headers };
}

/** Faults before anything is done; null if there is none. */
function beforeWork(organisation: Organisation, call: Call): Delivery | null {
  const { faults } = organisation;
  const { operation } = call;
  if (stormy(organisation, call)) {
    const { headers = 'iso', seconds = 1 } = faults.storm ?? {};
    return whole(notNow(organisation, call, headers, seconds));
  }
  if (serverFails(organisation, call)) {
    const { status = 503, as = 'json' } = faults.serverErrors ?? {};
    return whole(failure(call, status, as));
  }
  const drop = shower(organisation, call);
  if (drop) return whole(drop);
  if (take(faults, 'redirect', operation)) return whole(redirected(call));
  if (take(faults, 'hang', operation)) return { how: 'hang', reply: nothing };
  if (take(faults, 'ineffective', operation)) return whole(reply(204, null));
  if (take(faults, 'cutBeforeWrite', operation)) return { how: 'cut', reply: nothing };
  return null;
}

/** A 429 that asks for a wait of this many seconds. */
function notNow(organisation: Organisation, call: Call, headers: WaitHeaders, seconds: number): Reply {
  const now = organisation.now();
  const state = { limit: 1, remaining: 0, resetAt: now + seconds * 1_000, now, exceeded: true };
  return tooMany(call, rateHeaders(headers, state));
}

/** The seeded fault for this call; null for none. */
function shower(organisation: Organisation, call: Call): Reply | null {
  const { faults, counts } = organisation;
  if (!faults.showers || !covers(faults.showers.on, call.operation)) return null;
  counts.forShowers += 1;
  const random = seededRandom(faults.showers.seed + counts.forShowers);
  if (random.next() >= faults.showers.share) return null;
  return random.below(2) === 0
    ? failure(call, 500, 'json')
    : notNow(organisation, call, 'retry-after-seconds', random.below(2));
}

function stormy({ faults }: Organisation, { operation }: Call): boolean {
  if (!faults.storm) return false;
  const { met, left } = takeOne(faults.storm, operation);
  faults.storm = left;
  return met;
}

function serverFails({ faults, counts }: Organisation, { operation }: Call): boolean {
  if (!faults.serverErrors || !covers(faults.serverErrors.on, operation)) return false;
  const { everyKth } = faults.serverErrors;
  if (everyKth !== undefined) {
    counts.forServerErrors += 1;
    return counts.forServerErrors % everyKth === 0;
  }
  const { met, left } = takeOne(faults.serverErrors, operation);
  faults.serverErrors = left;
  return met;
}

function scripted(organisation: Organisation, call: Call, work: () => Reply): Delivery {
  const script = takeScripted(organisation.faults, call.accountId || null, call.operation);
  if (!script || (script.answer === 'real' && script.apply !== false))
    return afterWork(organisation, call, work);
  const done = script.apply ? work() : nothing;
  const effect = done.effect ? { effect: done.effect } : {};
  if (script.answer === 'cut' || script.answer === 'hang') {
    return { how: script.answer, reply: { ...nothing, ...effect } };
  }
  return whole({ ...scriptedReply(script), ...effect });
}

function scriptedReply({ answer, body = null, headers }: ScriptedAnswer): Reply {
  return reply(typeof answer === 'number' ? answer : 204, body, headers);
}

/** Faults that lose the answer after the effect. Lifecycle calls that change nothing do not use them up. */
function afterWork(organisation: Organisation, call: Call, work: () => Reply): Delivery {
  const { faults } = organisation;
  const done = work();
  if (isLifecycle(call.operation) && done.effect === undefined) return whole(done);
  if (take(faults, 'cutAfterWrite', call.operation)) return { how: 'cut', reply: done };
  if (take(faults, 'truncatedBody', call.operation)) return { how: 'truncated', reply: done };
  if (take(faults, 'applyThen504', call.operation)) {
    const lost = failure(call, 504, 'json');
    return whole(done.effect ? { ...lost, effect: done.effect } : lost);
  }
  return whole(done);
}

function withHeaders(answer: Reply, headers: Record<string, string>): Reply {
  return Object.keys(headers).length === 0
    ? answer
    : { ...answer, headers: { ...answer.headers, ...headers } };
}
