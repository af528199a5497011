/**
 * The required parts of Atlassian's successful answers, and the values made of them. Unknown fields and values are
 * accepted, and fields that are not needed may be missing.
 */
import { z } from 'zod';
import { type NextLink, unknownLink } from '#lib/adapters/atlassian/next-page';

const text = z
  .string()
  .nullish()
  .catch(null)
  .transform((value) => value ?? null);
const flag = z
  .boolean()
  .nullish()
  .catch(null)
  .transform((value) => value ?? null);
const count = z
  .number()
  .int()
  .nonnegative()
  .nullish()
  .catch(null)
  .transform((value) => value ?? null);
const word = z.string().transform((value) => value.toLowerCase());
const optionalWord = text.transform((value) => value?.toLowerCase() ?? null);
/** The link to the next page; null on the last one. A value of an unknown form becomes `unknownLink`. */
const links = z
  .object({ next: z.string().nullish() })
  .nullish()
  .transform((value): NextLink => value?.next ?? null)
  .catch(unknownLink);

/** A list in which entries that cannot be read are skipped. */
function listOf<T extends z.ZodType>(entry: T) {
  return z
    .array(z.unknown())
    .nullish()
    .catch(null)
    .transform((values) =>
      (values ?? []).flatMap((value) => {
        const one = entry.safeParse(value);
        return one.success ? [one.data] : [];
      }),
    );
}

/** `GET …/manage`: flat keys with literal dots [SPEC]. Null if it has no permission to enable or disable. */
export const manageSchema = z
  .object({
    'lifecycle.enablement': z
      .object({ allowed: z.boolean(), reason: z.object({ key: z.string() }).nullish().catch(null) })
      .nullish(),
  })
  .transform(({ 'lifecycle.enablement': rule }) => ({
    enablement: rule ? { allowed: rule.allowed, reason: rule.reason?.key ?? null } : null,
  }));

/** `GET …/manage/profile` [SPEC]. */
export const profileSchema = z
  .object({
    account: z.object({
      account_id: z.string(),
      account_type: optionalWord,
      account_status: word,
      name: text,
      email: text,
    }),
  })
  .transform(({ account }) => ({
    accountId: account.account_id,
    type: account.account_type,
    status: account.account_status,
    name: account.name,
    email: account.email,
  }));

/** `GET …/manage/api-tokens` [SPEC]. */
export const apiTokensSchema = z.array(
  z.object({ id: z.string(), label: text, createdAt: text, expiry: text, lastAccess: text }),
);

/** One page of `GET /admin/v1/orgs` [SPEC]. */
export const organisationsSchema = z.object({
  data: z.array(
    z
      .object({ id: z.string(), attributes: z.object({ name: text }).nullish().catch(null) })
      .transform(({ id, attributes }) => ({ id, name: attributes?.name ?? id })),
  ),
  links,
});

const product = z
  .object({ key: z.string(), name: text, url: text, last_active: text })
  .transform(({ last_active, ...rest }) => ({ ...rest, lastActive: last_active }));

/** One page of `GET /admin/v1/orgs/{orgId}/users`, the managed accounts [SPEC]. Dates have up to 9 decimals. */
export const managedAccountsSchema = z.object({
  data: z.array(
    z
      .object({
        account_id: z.string(),
        account_type: optionalWord,
        account_status: optionalWord,
        name: text,
        email: text,
        access_billable: flag,
        last_active: text,
        product_access: listOf(product),
      })
      .transform((user) => ({
        accountId: user.account_id,
        type: user.account_type,
        status: user.account_status,
        name: user.name,
        email: user.email,
        billable: user.access_billable,
        lastActive: user.last_active,
        products: user.product_access,
      })),
  ),
  links,
  meta: z
    .object({ total: count })
    .nullish()
    .catch(null)
    .transform((value) => value?.total ?? null),
});

/** `GET …/users/count` [SPEC]. */
export const usersCountSchema = z
  .object({ count: z.number().int().nonnegative() })
  .transform(({ count }) => count);

/** One page of `POST …/users/search` [SPEC]. */
export const usersSearchSchema = z.object({
  data: z.array(
    z.object({
      accountId: z.string(),
      accountType: optionalWord,
      accountStatus: optionalWord,
      status: optionalWord,
      claimStatus: optionalWord,
      managementSource: optionalWord,
      name: text,
      email: text,
      platformRoles: listOf(z.string()),
      groups: listOf(z.object({ id: z.string(), name: text })),
      productAccess: listOf(
        z
          .object({ key: z.string(), id: text, lastActiveTimestamp: text })
          .transform(({ key, id, lastActiveTimestamp }) => ({ key, id, lastActive: lastActiveTimestamp })),
      ),
    }),
  ),
  links,
});

/** One page of `POST /admin/v2/orgs/{orgId}/workspaces` [SPEC]. */
export const workspacesSchema = z.object({
  data: listOf(
    z
      .object({ id: z.string(), attributes: z.object({ hostUrl: text }).nullish().catch(null) })
      .transform(({ id, attributes }) => ({ id, url: attributes?.hostUrl ?? null })),
  ),
  links,
});

/** One page of `GET /admin/api-access/v1/orgs/{orgId}/api-tokens` [DOC]. Labels and names are not read. */
export const organisationTokensSchema = z.object({
  data: z.array(
    z
      .object({
        id: text,
        status: optionalWord,
        expiresAt: text,
        lastActiveAt: text,
        user: z.object({ id: text }).nullish().catch(null),
      })
      .transform(({ id, status, expiresAt, lastActiveAt, user }) => ({
        id,
        accountId: user?.id ?? null,
        status,
        expiresAt,
        lastActive: lastActiveAt,
      })),
  ),
  links,
});

/** One page of `GET /admin/api-access/v1/orgs/{orgId}/service-accounts` [DOC, experimental]. */
export const serviceAccountsSchema = z.object({
  items: z.array(
    z
      .object({ atlassianId: text, displayName: text, email: text, status: optionalWord })
      .transform(({ atlassianId, displayName, email, status }) => ({
        accountId: atlassianId,
        name: displayName,
        email,
        status,
      })),
  ),
  links,
  total: count,
});

const auditActor = z
  .object({
    id: text,
    name: text,
    email: text,
    auth: z.object({ authType: text, tokenId: text, tokenLabel: text }).nullish().catch(null),
  })
  .nullish()
  .catch(null);

const auditEvent = z
  .object({
    id: z.string(),
    attributes: z.object({
      time: z.iso.datetime({ offset: true }),
      action: z.string(),
      actor: auditActor,
      context: listOf(z.object({ id: z.string() })),
    }),
  })
  .transform(({ id, attributes: { time, action, actor, context } }) => ({
    id,
    at: Date.parse(time),
    action,
    actor: {
      id: actor?.id ?? null,
      name: actor?.name ?? null,
      email: actor?.email ?? null,
      tokenId: actor?.auth?.tokenId ?? null,
      tokenLabel: actor?.auth?.tokenLabel ?? null,
    },
    about: context.map((each) => each.id),
  }));

/** `GET /v1/orgs/{id}/events` [SPEC]. The next page is in `links.next`, and its cursor also in `meta.next`. */
export const auditEventsSchema = z
  .object({ data: z.array(z.unknown()), links, meta: links })
  .transform(({ data, links: next, meta }) => {
    const events = data.flatMap((each) => {
      const read = auditEvent.safeParse(each);
      return read.success ? [read.data] : [];
    });
    return { events, unread: data.length - events.length, next: next ?? meta };
  });
