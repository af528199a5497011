/** Refusals of the user management API, with the real texts if they are known. */
import type { ClosedAnswer, ScopeField } from '#lib/demo/faults/faults';
import { insufficientScope, removed } from '#lib/demo/replies/admin-replies';
import { type Reply, reply } from '#lib/demo/reply';

/** The refusal of a wrong key [SPEC]. */
export const keyRefused = reply(401, { key: 'unauthorized' });

/** The refusal of a key with scopes. The field that says so is not public [LIVE, field INFER]. */
export function scopeMissing(field: ScopeField): Reply {
  const said = { [field]: field === 'key' ? insufficient : `${insufficient}: manage:org` };
  return reply(403, { key: 'forbidden', ...said });
}

const insufficient = 'forbidden.insufficientScope';

/** The refusal of an operation on one account that this key does not have: a missing scope in both forms [LIVE]. */
export function closedAccountSource(answer: ClosedAnswer): Reply {
  switch (answer) {
    case '401':
      return insufficientScope;
    case '403':
      return scopeMissing('key');
    case '404':
      return notFound;
    case '410':
      return removed();
  }
}

/** The refusal for an account whose domain the organisation has not claimed [LIVE]. */
export const notManaged = reply(403, {
  key: 'forbidden',
  errorKey: 'forbidden',
  errorDetail: 'Error: Caller must be a verified org admin of targeted account',
});

/** The answer for an unknown account ID [LIVE]. */
export const accountNotFound = reply(404, {
  key: 'accountNotFound',
  errorKey: 'account-not-found',
  errorDetail: 'Error: User account not found',
});

/** The answer for anything else that does not exist [SPEC]. */
export const notFound = reply(404, { key: 'notFound' });

const unverifiedDetail = 'Error: Cannot perform action on unverified account';
/** The refusal for an account whose e-mail address was never verified; here `context` is a string [LIVE, ID-7748]. */
export const targetUnverified = reply(403, {
  key: 'forbidden.targetUnverified',
  context: unverifiedDetail,
  errorKey: 'forbidden.target-unverified',
  errorDetail: unverifiedDetail,
});

/** The reason why an action or a field is restricted [SPEC]. */
export type Restriction =
  | 'administrative.notMyself'
  | 'blocked.exportControl'
  | 'externalDirectory.scim'
  | 'externalDirectory.google';

/** Whether an action or a field is allowed. */
type Rule = { allowed: true } | { allowed: false; reason: { key: Restriction } };

/** A restriction in the format of permissions [SPEC]. */
export function ruleOf(restriction: Restriction | null): Rule {
  return restriction === null ? { allowed: true } : { allowed: false, reason: { key: restriction } };
}

/** The refusal of an action that an identity provider, export control or another rule forbids [LIVE, AX-201]. */
export function actionForbidden(restriction: Restriction): Reply {
  const context = ruleOf(restriction);
  return reply(403, { key: 'forbidden.action', context, errorKey: 'forbidden.action', errorDetail: context });
}

/** The refusal to change fields of a profile, each with its rule [SPEC]. */
export function fieldsForbidden(context: Record<string, Rule>): Reply {
  return reply(403, { key: 'forbidden.fieldMutation', context });
}

/** The refusal of an address whose domain the organisation has not claimed [SPEC]. */
export function domainForbidden(domain: string): Reply {
  return reply(403, { key: 'forbidden.unclaimedDomain', context: { domain } });
}

/** The refusal for an account that is not eligible. The possible codes are not published [SPEC, codes INFER]. */
export function lifecycleConflict(accountId: string, code: string, message: string, link?: string): Reply {
  const error = { code, message, ...(link === undefined ? {} : { link }) };
  const context = { message, accountId, errorCodes: [error] };
  return reply(409, { key: 'conflict.lifecycleErrors', context });
}

/** The refusal of a body that is not JSON [SPEC]. */
export const bodyParseFailure = reply(400, { key: 'bodyParseFailure' });

/** The refusal of invalid field values, by field [SPEC]. */
export function constraintsViolated(violations: Readonly<Record<string, readonly string[]>>): Reply {
  const fieldViolations = Object.entries(violations).map(([field, keys]) => ({
    field,
    violations: keys.map((key) => ({ key })),
  }));
  return reply(400, { key: 'fieldConstraintsViolated', context: { fieldViolations } });
}
