/** For the model-based test: the ways in which a call can fail. */
import type { Answer, FaultCode } from '#lib/domain/outcome/answer';
import type { Call } from '#test/model/observed';
import { faultAnswer } from '#test/samples/run';

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

const transport: readonly FaultCode[] = ['server-error', 'timed-out', 'connection-lost', 'unreachable'];

/** Atlassian is overloaded: some calls are refused, and the answers to others are lost. */
export const stormKinds = kinds.filter(({ code }) => code === 'rate-limited' || code === 'connection-lost');

/** The failing answer to a call. */
export function faulty(call: Call, { code, given = {} }: Kind): Answer<unknown> {
  // A read never changes anything, so its faults leave nothing in doubt.
  return faultAnswer(code, call.kind === 'write' ? given : { ...given, effect: 'none' });
}

/** Atlassian cannot be reached, or does not answer. */
export const outageKinds = kinds.filter(({ code }) => transport.includes(code));
