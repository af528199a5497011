/** Refusals of the user management API, in the words that were seen where they are known. */
import type { ScopeField } from '#lib/demo/faults/faults';
import { type Reply, reply } from '#lib/demo/reply';

/** [SPEC] */
export const keyRefused = reply(401, { key: 'unauthorized' });

/** A key that was created with scopes; which field says so is not public [LIVE, field INFER]. */
export function scopeMissing(field: ScopeField): Reply {
  const said = { [field]: field === 'key' ? insufficient : `${insufficient}: manage:org` };
  return reply(403, { key: 'forbidden', ...said });
}

const insufficient = 'forbidden.insufficientScope';

/** An account of a domain that the organisation has not claimed [LIVE]. */
export const notManaged = reply(403, {
  key: 'forbidden',
  errorKey: 'forbidden',
  errorDetail: 'Error: Caller must be a verified org admin of targeted account',
});

/** An ID that is nobody's [LIVE]. */
export const accountNotFound = reply(404, {
  key: 'accountNotFound',
  errorKey: 'account-not-found',
  errorDetail: 'Error: User account not found',
});

/** Something else that is not there [SPEC]. */
export const notFound = reply(404, { key: 'notFound' });

const unverifiedDetail = 'Error: Cannot perform action on unverified account';
/** An account whose e-mail address was never verified; here `context` is a string [LIVE, ID-7748]. */
export const targetUnverified = reply(403, {
  key: 'forbidden.targetUnverified',
  context: unverifiedDetail,
  errorKey: 'forbidden.target-unverified',
  errorDetail: unverifiedDetail,
});

/** Why an action or a field is restricted [SPEC]. */
export type Restriction =
  | 'administrative.notMyself'
  | 'blocked.exportControl'
  | 'externalDirectory.scim'
  | 'externalDirectory.google';

export type Rule = { allowed: true } | { allowed: false; reason: { key: Restriction } };

/** A restriction as permissions show it [SPEC]. */
export function ruleOf(restriction: Restriction | null): Rule {
  return restriction === null ? { allowed: true } : { allowed: false, reason: { key: restriction } };
}

/** An action that somebody else decides about: an identity provider, export control … [LIVE, AX-201]. */
export function actionForbidden(restriction: Restriction): Reply {
  const context = ruleOf(restriction);
  return reply(403, { key: 'forbidden.action', context, errorKey: 'forbidden.action', errorDetail: context });
}

/** Fields of a profile that may not be changed, each with its rule [SPEC]. */
export function fieldsForbidden(context: Record<string, Rule>): Reply {
  return reply(403, { key: 'forbidden.fieldMutation', context });
}

/** An address at a domain that the organisation has not claimed [SPEC]. */
export function domainForbidden(domain: string): Reply {
  return reply(403, { key: 'forbidden.unclaimedDomain', context: { domain } });
}

/** An account that is not eligible; which codes there are is not published [SPEC, codes INFER]. */
export function lifecycleConflict(accountId: string, code: string, message: string, link?: string): Reply {
  const error = { code, message, ...(link === undefined ? {} : { link }) };
  const context = { message, accountId, errorCodes: [error] };
  return reply(409, { key: 'conflict.lifecycleErrors', context });
}

/** A body that is not JSON [SPEC]. */
export const bodyParseFailure = reply(400, { key: 'bodyParseFailure' });

/** Fields whose values break a constraint, by field [SPEC]. */
export function constraintsViolated(violations: Readonly<Record<string, readonly string[]>>): Reply {
  const fieldViolations = Object.entries(violations).map(([field, keys]) => ({
    field,
    violations: keys.map((key) => ({ key })),
  }));
  return reply(400, { key: 'fieldConstraintsViolated', context: { fieldViolations } });
}
