/** Explains the other certain refusals: all but 401, 403 and 429. Pure; `detail` is added later. */
import type { CallContext } from '#lib/adapters/atlassian/answers/call-context';
import type { ErrorBody } from '#lib/adapters/atlassian/answers/error-body';
import { checkTheWay, fault, nameStatus } from '#lib/adapters/atlassian/answers/fault';
import type { Fault } from '#lib/domain/outcome/answer';

/** Explains a 4xx after which it is certain that nothing was changed. */
export function classifyRefusal(status: number, body: ErrorBody, call: CallContext): Fault {
  const named = nameStatus(status);
  if (status === 407) {
    const hint = 'Put the user name and password of the proxy into HTTPS_PROXY.';
    return fault({
      code: 'unreadable',
      owner: 'network',
      status,
      message: `The proxy wants a sign-in (${named}).`,
      hint,
    });
  }
  if (body.form === 'html') {
    const message = `A web page came back instead of an answer (${named}).`;
    return fault({ code: 'unreadable', owner: 'network', status, message, hint: checkTheWay });
  }
  if (status === 404) return notFound(call);
  if (status === 409) {
    return fault({
      code: 'conflict',
      owner: call.about === 'account' ? 'user' : 'organisation',
      status,
      message: `Atlassian says that this account is not eligible (${named}).`,
      hint: 'See what Atlassian says. Often the person still owns a site or a subscription: hand it over first.',
    });
  }
  if (body.codes.includes('ADMIN-400-4')) {
    return fault({
      code: 'bad-request',
      owner: 'organisation',
      status,
      message: `The organisation does not have this part of Atlassian’s user management (${named}).`,
    });
  }
  if (call.about === 'account' && (status === 400 || status === 422) && !aboutTheRequest(body)) {
    const message = `Atlassian did not accept the call for this user (${named}).`;
    const hint =
      'See what Atlassian says. If the person is an organisation admin, take away that role first.';
    return fault({ code: 'bad-request', owner: 'user', status, message, hint });
  }
  const message = `Atlassian did not accept what Lockstep sent (${named}).`;
  const hint =
    body.key === 'fieldConstraintsViolated' ? 'If you sent a reason, make it shorter and plainer.' : '';
  return fault({ code: 'bad-request', owner: 'us', status, message, hint });
}

/** Whether Atlassian refused the request's format or a field [SPEC]. Such a refusal is the same for every user. */
function aboutTheRequest(body: ErrorBody): boolean {
  return body.key === 'bodyParseFailure' || body.key === 'fieldConstraintsViolated';
}

function notFound(call: CallContext): Fault {
  if (call.about === 'account') {
    return fault({
      code: 'not-found',
      owner: 'user',
      status: 404,
      message: 'Atlassian knows no account with this ID (404 Not Found).',
      hint: 'The account may have been deleted. Check the ID, and take a fresh export.',
    });
  }
  return fault({
    code: 'not-found',
    owner: 'organisation',
    status: 404,
    message: 'Atlassian does not know this organisation, or does not offer this for it (404 Not Found).',
    hint: 'Check that the key belongs to this organisation.',
  });
}
