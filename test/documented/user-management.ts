/** For tests: the answers that the documentation of the user management API allows, in short [SPEC]. */
import { z } from 'zod';
import type { OperationName } from '#lib/demo/operations';

const accountId = z.string().regex(/^[a-zA-Z0-9_|:-]{1,128}$/);

const restriction = z.enum([
  'administrative',
  'administrative.notMyself',
  'authPolicy.saml',
  'blocked.exportControl',
  'externalDirectory.scim',
  'externalDirectory.google',
  'myselfOnly',
  'managedAccount',
]);
const refusal = z.object({ allowed: z.literal(false), reason: z.strictObject({ key: restriction }) });
const rule = z.union([z.strictObject({ allowed: z.literal(true) }), refusal]);
const fields = z.record(z.string(), rule);

const permissions = z.strictObject({
  profile: fields.optional(),
  'profile.write': fields.optional(),
  'profile.read': rule.optional(),
  'email.set': rule.optional(),
  'lifecycle.enablement': rule.optional(),
  'lifecycle.delete': rule.optional(),
  'apiToken.read': rule.optional(),
  'apiToken.delete': rule.optional(),
});

const profile = z.strictObject({
  account: z.strictObject({
    account_id: accountId,
    account_status: z.enum(['active', 'inactive', 'closed']),
    account_type: z.enum(['atlassian', 'customer', 'app']),
    name: z.string().max(100),
    picture: z.url(),
    email: z.string().regex(/.@./),
    nickname: z.string().regex(/^.{1,30}$/u),
    zoneinfo: z.string().optional(),
    locale: z.string().optional(),
    characteristics: z.strictObject({ not_mentionable: z.boolean().optional() }).optional(),
    extended_profile: z
      .strictObject({
        job_title: z.string().optional(),
        organization: z.string().optional(),
        department: z.string().optional(),
        location: z.string().optional(),
      })
      .optional(),
  }),
});

const dateTime = z.iso.datetime();
const tokens = z.array(
  z.strictObject({
    id: z.string(),
    label: z.string(),
    createdAt: dateTime,
    expiry: dateTime.optional(),
    lastAccess: dateTime.optional(),
  }),
);

/** Undocumented fields that real refusals have [LIVE]. */
const live = { errorKey: z.string().optional(), errorDetail: z.unknown().optional() };

const unauthorised = z.strictObject({ key: z.literal('unauthorized') });
const forbidden = z.strictObject({ key: z.literal('forbidden'), ...live });
const targetUnverified = z.strictObject({
  key: z.literal('forbidden.targetUnverified'),
  context: z.string().optional(),
  ...live,
});
const forbiddenAction = z.strictObject({ key: z.literal('forbidden.action'), context: refusal, ...live });
const fieldMutation = z.strictObject({ key: z.literal('forbidden.fieldMutation'), context: fields });
const unclaimedDomain = z.strictObject({
  key: z.literal('forbidden.unclaimedDomain'),
  context: z.strictObject({ domain: z.string() }).optional(),
});
const notFound = z.strictObject({ key: z.enum(['accountNotFound', 'notFound']), ...live });
const conflict = z.strictObject({
  key: z.literal('conflict.lifecycleErrors'),
  context: z.strictObject({
    message: z.string(),
    accountId,
    errorCodes: z.array(
      z.strictObject({ code: z.string(), message: z.string().optional(), link: z.string().optional() }),
    ),
  }),
});
const violation = z.strictObject({
  field: z.string(),
  violations: z.array(z.strictObject({ key: z.string() })).min(1),
});
const badRequest = z.union([
  z.strictObject({ key: z.literal('bodyParseFailure') }),
  z.strictObject({
    key: z.literal('fieldConstraintsViolated'),
    context: z.strictObject({ fieldViolations: z.array(violation).min(1) }),
  }),
]);
const done = z.strictObject({ message: z.string().optional() });

/** An answer without a body. */
const empty = z.undefined();

const read = { 401: unauthorised, 403: z.union([forbidden, targetUnverified]), 404: notFound };
const act = { ...read, 403: z.union([forbidden, targetUnverified, forbiddenAction]) };

/** The body of every documented status of an operation; `undefined` means none. */
export const userManagement: Partial<Record<OperationName, Readonly<Record<number, z.ZodType>>>> = {
  manage: { 200: permissions, ...read },
  profile: { 200: profile, ...read },
  'profile.set': {
    200: profile,
    400: badRequest,
    ...read,
    403: z.union([forbidden, targetUnverified, fieldMutation]),
  },
  'email.set': {
    204: empty,
    400: badRequest,
    ...act,
    403: z.union([forbidden, targetUnverified, forbiddenAction, unclaimedDomain]),
  },
  apiTokens: { 200: tokens, 400: badRequest, ...act },
  'apiTokens.delete': { 204: empty, 400: badRequest, ...act },
  'lifecycle.disable': { 204: empty, ...act, 409: conflict },
  'lifecycle.enable': { 204: empty, ...act, 409: conflict },
  'lifecycle.delete': { 200: done, ...act, 409: conflict },
  'lifecycle.cancel-delete': { 200: done, ...act },
};
