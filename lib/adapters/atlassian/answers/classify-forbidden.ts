/** Explains a 403: it is about the user, about the key, or from a server on the way. Pure; `detail` is added later. */
import type { CallContext } from '#lib/adapters/atlassian/answers/call-context';
import type { ErrorBody } from '#lib/adapters/atlassian/answers/error-body';
import { checkTheWay, fault } from '#lib/adapters/atlassian/answers/fault';
import { connectUnscoped } from '#lib/domain/connection/api-key';
import type { Fault } from '#lib/domain/outcome/answer';
import { refusalReason, seeReason } from '#lib/domain/preflight/refusal-reasons';

/**
 * Distinguishes the four 403 keys of the accounts API [SPEC, LIVE]; ADMIN-403-3 and the gateway's own envelope, which
 * are about the key [SPEC, INFER]; and unexplained answers, which count towards the pause after many faults in a row.
 */
export function classifyForbidden(body: ErrorBody, call: CallContext): Fault {
  if (body.form === 'html') {
    return forbidden(
      'unreadable',
      'network',
      'A web page came back instead of an answer (403 Forbidden).',
      checkTheWay,
    );
  }
  if (saysScope(body)) return keyScoped(403);
  if (call.about === 'organisation' || body.form === 'errors' || body.form === 'gateway') return keyForbidden;
  switch (body.key) {
    case 'forbidden':
      return forbidden(
        'not-managed',
        'user',
        'Not an account that this organisation manages: Atlassian refuses the call (403 Forbidden).',
        'Only accounts of a domain that the organisation has claimed can be deactivated. To take away access alone, suspend the user in admin.atlassian.com.',
      );
    case 'forbidden.targetUnverified':
      return forbidden(
        'unverified',
        'user',
        'The e-mail address of this account was never verified: Atlassian refuses the call (403 Forbidden).',
        'Have the person verify the address, or deactivate the account in admin.atlassian.com.',
      );
    case 'forbidden.action':
      return forbiddenAction(body.reason);
    default:
      return body.key?.startsWith('forbidden')
        ? forbidden(
            'not-allowed',
            'user',
            'Atlassian does not allow this for this account (403 Forbidden).',
            seeReason,
          )
        : forbidden(
            'not-allowed',
            'atlassian',
            'Atlassian refused the call without a reason (403 Forbidden).',
            seeReason,
          );
  }
}

/** The fault of a key that was created with scopes. Both 401 and 403 were seen [LIVE]. */
export function keyScoped(status: number): Fault {
  return fault({
    code: 'key-scoped',
    owner: 'key',
    status,
    message: `The API key was created with scopes; Atlassian does not let such a key manage accounts (${status}).`,
    hint: connectUnscoped,
  });
}

/**
 * Whether an answer says that a scope is missing: `forbidden.insufficientScope` and `manage:org` in any field [LIVE;
 * the field INFER], `ADMIN-401-2`, `INSUFFICIENT_SCOPE` [LIVE], or a text about a scope.
 */
export function saysScope(body: ErrorBody): boolean {
  if (/insufficient[\s._-]?scope|\bmanage:org\b/i.test(body.raw)) return true;
  if (body.codes.includes('ADMIN-401-2')) return true;
  return (
    body.form !== 'html' && !body.key?.startsWith('forbidden.') && /\bscopes?\b/i.test(body.detail ?? '')
  );
}

const keyForbidden = forbidden(
  'key-forbidden',
  'key',
  'Atlassian does not let this API key do this (403 Forbidden).',
  `Check that the key belongs to this organisation. ${connectUnscoped}`,
);

function forbiddenAction(key: string | null): Fault {
  const { message, hint, external } = refusalReason(key);
  const known = external || message !== refusalReason(null).message;
  const said = known ? message : 'Atlassian does not allow this for this account (403 Forbidden).';
  return forbidden(external ? 'identity-provider' : 'not-allowed', 'user', said, hint);
}

function forbidden(code: Fault['code'], owner: Fault['owner'], message: string, hint: string): Fault {
  return fault({ code, owner, status: 403, message, hint });
}
