/** `/users/{account_id}/manage…`: the user management API v1 [SPEC]. */
import { type Call, jsonObject, saysJson } from '#lib/demo/call';
import { closedAnswerOf } from '#lib/demo/faults/closed-answer';
import { isLifecycle, type OperationName } from '#lib/demo/operations';
import type { Organisation } from '#lib/demo/organisation/organisation';
import { isManaged, type Person } from '#lib/demo/people/person';
import { deleteToken, listTokens } from '#lib/demo/replies/api-tokens';
import { lifecycle } from '#lib/demo/replies/lifecycle';
import { managePermissions } from '#lib/demo/replies/manage';
import { readProfile, setEmail, setProfile } from '#lib/demo/replies/profile';
import {
  accountNotFound,
  bodyParseFailure,
  closedAccountSource,
  notFound,
  notManaged,
  targetUnverified,
} from '#lib/demo/replies/user-replies';
import { type Reply, unsupportedMediaType } from '#lib/demo/reply';

/** Operations that require a body [SPEC]. Without the content type of JSON the answer is 415 [LIVE on v2]. */
const withBody: ReadonlySet<OperationName> = new Set(['lifecycle.disable', 'profile.set', 'email.set']);

/** The person whose profile is shown: another one if that fault is on. */
function shownFor({ faults, managed }: Organisation, person: Person): Person {
  if (!faults.aboutAnother.includes(person.accountId)) return person;
  return managed.find((each) => each !== person) ?? person;
}

/** Answers one operation on one account, for a key that may manage accounts. */
export function answerAccount(organisation: Organisation, call: Call): Reply {
  if (call.operation === 'unknown') return notFound;
  const closed = closedAnswerOf(organisation.faults, call.operation);
  if (closed) return closedAccountSource(closed);
  if (withBody.has(call.operation) || call.body !== '') {
    const readsBody = call.method !== 'GET' && call.method !== 'DELETE';
    if (readsBody && !saysJson(call.contentType)) return unsupportedMediaType;
    if (readsBody && !jsonObject(call.body)) return bodyParseFailure;
  }
  const person = organisation.find(call.accountId);
  if (!person) return accountNotFound;
  if (!isManaged(person)) return notManaged;
  if (isLifecycle(call.operation)) return lifecycle(organisation, call, person);
  if (person.kind === 'unverified' && organisation.faults.unverifiedReads === '403') return targetUnverified;
  switch (call.operation) {
    case 'manage':
      return managePermissions(organisation, call, person);
    case 'profile':
      return readProfile(organisation, shownFor(organisation, person));
    case 'profile.set':
      return setProfile(organisation, call, person);
    case 'email.set':
      return setEmail(call, person);
    case 'apiTokens':
      return listTokens(organisation, person);
    case 'apiTokens.delete':
      return deleteToken(organisation, call, person);
    default:
      return notFound;
  }
}
