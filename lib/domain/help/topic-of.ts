/** The topic of the help to which an answer of Atlassian or an error leads. */
import type { TopicId } from '#lib/domain/help/topics/topic';
import type { FaultCode } from '#lib/domain/outcome/answer';

/** The topic for each kind of unsuccessful answer of Atlassian. */
export const topicOfFault: Readonly<Record<FaultCode, TopicId>> = {
  'key-invalid': 'key-not-accepted',
  'key-scoped': 'key-with-scopes',
  'key-forbidden': 'key-of-another-organisation',
  'not-managed': 'not-managed',
  unverified: 'address-not-verified',
  'identity-provider': 'identity-provider',
  'not-allowed': 'not-allowed',
  'not-found': 'no-such-account',
  conflict: 'not-eligible',
  'bad-request': 'not-allowed',
  'rate-limited': 'slow-down',
  'server-error': 'atlassian-error',
  redirected: 'proxy-or-certificate',
  unreachable: 'atlassian-out-of-reach',
  'timed-out': 'atlassian-out-of-reach',
  'connection-lost': 'atlassian-out-of-reach',
  'other-account': 'atlassian-error',
  unreadable: 'proxy-or-certificate',
  unsendable: 'row-blocked',
};

/** The topic for the result of a key check, by the kind of Atlassian's answer; null if that is not known. */
export function topicOfKeyCheck(code: string | undefined): TopicId | null {
  return code !== undefined && isFaultCode(code) ? topicOfFault[code] : null;
}

const isFaultCode = (code: string): code is FaultCode => Object.hasOwn(topicOfFault, code);

/** The topics for errors of the API that lead to the same place wherever they occur. */
const apiTopics: ReadonlyMap<string, TopicId> = new Map<string, TopicId>([
  ['conflict', 'changed-meanwhile'],
  ['not-found', 'not-there'],
  ['not-connected', 'not-connected'],
  ['operator-unknown', 'question-open'],
  ['question-open', 'question-open'],
  ['organisation-unknown', 'question-open'],
  ['nothing-selected', 'nobody-selected'],
  ['too-large', 'file-too-large'],
  ['storage', 'nothing-can-be-written'],
  ['unreachable', 'atlassian-out-of-reach'],
  ['no-answer', 'lockstep-not-running'],
  ['refused-by-atlassian', 'key-not-accepted'],
  ['internal', 'fault-of-lockstep'],
  ['fault', 'fault-of-lockstep'],
  ['misunderstood', 'fault-of-lockstep'],
  ['no-session', 'sign-in-again'],
  ['bad-token', 'sign-in-again'],
  ['earlier-start', 'sign-in-again'],
]);

/** The topic for the code of an error of the API; null if the error is about what was given. */
export function topicOfError(code: string): TopicId | null {
  return apiTopics.get(code) ?? null;
}

/** The same for a message of its own, which always leads to help. */
export function topicOfFailure(code: string): TopicId {
  return topicOfError(code) ?? 'not-as-needed';
}
