/** The table with the meaning of Atlassian's answers other than 2xx, and the texts for the admin. */
import type { ErrorBody } from '#lib/adapters/atlassian/answers/error-body';
import { type CallContext, checkTheWay } from '#lib/adapters/atlassian/answers/fault';
import { connectUnscoped } from '#lib/domain/connection/api-key';
import type { Fault } from '#lib/domain/outcome/answer';
import { refusalReason, seeReason } from '#lib/domain/preflight/refusal-reasons';

/** The facts about a failed answer that the rows look at. */
export interface FailedAnswer {
  status: number;
  body: ErrorBody;
  call: CallContext;
  /** The status as people look it up: `403 Forbidden`. */
  named: string;
}

/** A text, or how it is written for an answer. */
export type Text = string | ((answer: FailedAnswer) => string);

/** A row: which answers it is about, and how it explains them. */
export interface Row {
  /** One status, or the first and the last of several. */
  status: number | readonly [first: number, last: number];
  /** Calls about an account or about the organisation; both where it is left out. */
  about?: CallContext['about'];
  /** A further condition of the row. */
  when?: (answer: FailedAnswer) => boolean;
  code: Fault['code'];
  owner: Fault['owner'];
  /** A write may have happened all the same. */
  doubtful?: true;
  repeatable?: true;
  /** The answer may name how long to wait. */
  waits?: true;
  message: Text;
  hint?: Text;
}

/** The fault of a key that was created with scopes. Both 401 and 403 were seen [LIVE]. */
const keyScoped = {
  when: ({ body }: FailedAnswer) => saysScope(body),
  code: 'key-scoped',
  owner: 'key',
  message: ({ status }: FailedAnswer) =>
    `The API key was created with scopes; Atlassian does not let such a key manage accounts (${status}).`,
  hint: connectUnscoped,
} as const;

/** Another 403 that is about the key. */
const keyForbidden = {
  code: 'key-forbidden',
  owner: 'key',
  message: 'Atlassian does not let this API key do this (403 Forbidden).',
  hint: `Check that the key belongs to this organisation. ${connectUnscoped}`,
} as const;

/** A 403 with a reason of the published list. */
const refused = {
  message: ({ body }: FailedAnswer) => refusalReason(body.reason).message,
  hint: ({ body }: FailedAnswer) => refusalReason(body.reason).hint,
} as const;

const notEligible = {
  code: 'conflict',
  message: ({ named }: FailedAnswer) => `Atlassian says that this account is not eligible (${named}).`,
  hint: 'See what Atlassian says. Often the person still owns a site or a subscription: hand it over first.',
} as const;

const userNotAccepted = {
  code: 'bad-request',
  owner: 'user',
  message: ({ named }: FailedAnswer) => `Atlassian did not accept the call for this user (${named}).`,
  hint: 'See what Atlassian says. If the person is an organisation admin, take away that role first.',
} as const;

/** The same for every user. */
const requestNotAccepted = {
  code: 'bad-request',
  owner: 'us',
  message: ({ named }: FailedAnswer) => `Atlassian did not accept what Lockstep sent (${named}).`,
} as const;

/** The rows in order: the first that fits an answer explains it. */
export const rows: readonly Row[] = [
  {
    status: [500, 599],
    code: 'server-error',
    owner: 'atlassian',
    doubtful: true,
    repeatable: true,
    waits: true,
    message: ({ named }) => `Atlassian had an error of its own (${named}).`,
    hint: 'If it goes on, look at status.atlassian.com and try again later.',
  },
  {
    status: [300, 399],
    code: 'redirected',
    owner: 'network',
    doubtful: true,
    message: ({ named }) => `The answer was a redirect, which Lockstep does not follow (${named}).`,
    hint: checkTheWay,
  },
  {
    status: 408,
    code: 'timed-out',
    owner: 'atlassian',
    doubtful: true,
    repeatable: true,
    waits: true,
    message: ({ named }) => `Atlassian gave up waiting for the request (${named}).`,
  },
  {
    status: 429,
    code: 'rate-limited',
    owner: 'organisation',
    repeatable: true,
    waits: true,
    message: ({ named }) => `Atlassian asks to slow down (${named}).`,
  },
  { status: 401, ...keyScoped },
  // A personal API token, or a key without the word Bearer, gets the same answer [LIVE].
  {
    status: 401,
    code: 'key-invalid',
    owner: 'key',
    message: 'Atlassian did not accept the API key (401 Unauthorized).',
    hint: `${connectUnscoped} A personal API token does not work.`,
  },
  {
    status: 407,
    code: 'unreadable',
    owner: 'network',
    message: ({ named }) => `The proxy wants a sign-in (${named}).`,
    hint: 'Put the user name and password of the proxy into HTTPS_PROXY.',
  },
  {
    status: [400, 499],
    when: ({ body }) => body.form === 'html',
    code: 'unreadable',
    owner: 'network',
    message: ({ named }) => `A web page came back instead of an answer (${named}).`,
    hint: checkTheWay,
  },

  { status: 403, ...keyScoped },
  { status: 403, about: 'organisation', ...keyForbidden },
  // ADMIN-403-3 and the gateway's own envelope [SPEC, INFER].
  { status: 403, when: ({ body }) => body.form === 'errors' || body.form === 'gateway', ...keyForbidden },
  // The four keys of the accounts API [SPEC, LIVE].
  {
    status: 403,
    when: ({ body }) => body.key === 'forbidden',
    code: 'not-managed',
    owner: 'user',
    message: 'Not an account that this organisation manages: Atlassian refuses access to it (403 Forbidden).',
    hint: 'Only accounts of a domain that the organisation has claimed can be deactivated. To take away access alone, suspend the user in admin.atlassian.com.',
  },
  {
    status: 403,
    when: ({ body }) => body.key === 'forbidden.targetUnverified',
    code: 'unverified',
    owner: 'user',
    message:
      'The e-mail address of this account was never verified: Atlassian refuses the call (403 Forbidden).',
    hint: 'Have the person verify the address, or deactivate the account in admin.atlassian.com.',
  },
  {
    status: 403,
    when: ({ body }) =>
      body.key === 'forbidden.action' && refusalReason(body.reason).code === 'identity-provider',
    code: 'identity-provider',
    owner: 'user',
    ...refused,
  },
  {
    status: 403,
    when: ({ body }) => body.key === 'forbidden.action' && isPublished(body.reason),
    code: 'not-allowed',
    owner: 'user',
    ...refused,
  },
  {
    status: 403,
    when: ({ body }) => body.key?.startsWith('forbidden') === true,
    code: 'not-allowed',
    owner: 'user',
    message: 'Atlassian does not allow this for this account (403 Forbidden).',
    hint: seeReason,
  },
  // An unexplained answer counts towards the pause after many faults in a row.
  {
    status: 403,
    code: 'not-allowed',
    owner: 'atlassian',
    message: 'Atlassian refused the call without a reason (403 Forbidden).',
    hint: seeReason,
  },

  {
    status: 404,
    about: 'account',
    code: 'not-found',
    owner: 'user',
    message: 'Atlassian knows no account with this ID (404 Not Found).',
    hint: 'The account may have been deleted. Check the ID, and take a fresh export.',
  },
  {
    status: 404,
    about: 'organisation',
    code: 'not-found',
    owner: 'organisation',
    message: 'Atlassian does not know this organisation, or does not offer this for it (404 Not Found).',
    hint: 'Check that the key belongs to this organisation.',
  },
  // Atlassian is going to remove the v1 list [DOC], and removed operations of other APIs answer this [CODE].
  {
    status: 410,
    about: 'organisation',
    code: 'not-found',
    owner: 'organisation',
    message: ({ named }) => `Atlassian has removed this part of its API (${named}).`,
    hint: 'Look for a newer version of Lockstep.',
  },
  { status: 409, about: 'account', owner: 'user', ...notEligible },
  { status: 409, about: 'organisation', owner: 'organisation', ...notEligible },
  {
    status: [400, 499],
    when: ({ body }) => body.codes.includes('ADMIN-400-4'),
    code: 'bad-request',
    owner: 'organisation',
    message: ({ named }) =>
      `The organisation does not have this part of Atlassian’s user management (${named}).`,
  },
  // Atlassian refused the request's format or a field [SPEC].
  { status: [400, 499], when: ({ body }) => body.key === 'bodyParseFailure', ...requestNotAccepted },
  {
    status: [400, 499],
    when: ({ body }) => body.key === 'fieldConstraintsViolated',
    ...requestNotAccepted,
    hint: 'If you sent a reason, make it shorter and plainer.',
  },
  { status: 400, about: 'account', ...userNotAccepted },
  { status: 422, about: 'account', ...userNotAccepted },
  { status: [400, 499], ...requestNotAccepted },
];

/** Explains a status that no row is about. */
export const otherStatus: Omit<Row, 'status'> = {
  code: 'unreadable',
  owner: 'network',
  doubtful: true,
  repeatable: true,
  message: ({ status, call }) =>
    `${call.host} answered with a status that means nothing to Lockstep (${status}).`,
  hint: checkTheWay,
};

/** Whether the reason is in the published list. */
function isPublished(reason: string | null): boolean {
  return refusalReason(reason).message !== refusalReason(null).message;
}

/**
 * Whether an answer says that a scope is missing: `forbidden.insufficientScope` and `manage:org` in any field [LIVE;
 * the field INFER], `ADMIN-401-2`, `INSUFFICIENT_SCOPE` [LIVE], or a text about a scope.
 */
function saysScope(body: ErrorBody): boolean {
  if (/insufficient[\s._-]?scope|\bmanage:org\b/i.test(body.raw)) return true;
  if (body.codes.includes('ADMIN-401-2')) return true;
  return (
    body.form !== 'html' && !body.key?.startsWith('forbidden.') && /\bscopes?\b/i.test(body.detail ?? '')
  );
}
