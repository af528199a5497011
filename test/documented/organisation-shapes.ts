/** For tests: what the organisations APIs answer about, as their documentation shows it [SPEC; API Access DOC]. */
import { z } from 'zod';

const accountStatus = z.enum(['active', 'inactive', 'closed']);
/** With up to nine decimals, which zod's ISO check does not limit. */
export const moment = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?Z$/);
const date = z.iso.date();
export const links = z.strictObject({
  self: z.string().optional(),
  prev: z.string().optional(),
  next: z.string().optional(),
});
const related = z.strictObject({ links: z.strictObject({ related: z.url() }) });

export const organisation = z.strictObject({
  id: z.uuid(),
  type: z.literal('orgs'),
  attributes: z.strictObject({ name: z.string().optional() }),
  relationships: z.strictObject({ domains: related.optional(), users: related.optional() }),
  links: z.strictObject({ self: z.url() }),
});

export const managedAccount = z.strictObject({
  account_id: z.string(),
  account_type: z.enum(['atlassian', 'customer', 'app']),
  account_status: accountStatus,
  name: z.string(),
  picture: z.string(),
  email: z.string().optional(),
  access_billable: z.boolean().optional(),
  last_active: moment.optional(),
  product_access: z
    .array(
      z.strictObject({
        key: z.enum(['jira-software', 'jira-service-desk', 'confluence']),
        name: z.string(),
        url: z.url().optional(),
        last_active: moment.optional(),
      }),
    )
    .optional(),
  links: z.strictObject({ self: z.url() }).optional(),
});

const auditObject = z.strictObject({
  id: z.string(),
  type: z.string().optional(),
  attributes: z.record(z.string(), z.unknown()).optional(),
});

export const auditEvent = z.strictObject({
  id: z.string(),
  type: z.literal('events'),
  attributes: z.strictObject({
    time: moment,
    action: z.string(),
    actor: z.strictObject({
      id: z.string(),
      name: z.string().optional(),
      email: z.string().optional(),
      auth: z
        .strictObject({
          authType: z.enum([
            'container-token',
            'api-token',
            'connect-token',
            'auth-token-for-2LO',
            'auth-token-for-3LO',
          ]),
          tokenId: z.string().optional(),
          tokenLabel: z.string().optional(),
        })
        .optional(),
    }),
    context: z.array(auditObject),
    container: z.array(auditObject).optional(),
  }),
  links: z.strictObject({ self: z.url() }),
});

export const domain = z.strictObject({
  id: z.string(),
  type: z.literal('domains'),
  attributes: z.strictObject({
    name: z.string().optional(),
    claim: z
      .strictObject({
        type: z.enum(['http', 'dns']),
        status: z.enum(['verified', 'deleted', 'unverified', 'superseded', 'missing_token']),
      })
      .optional(),
  }),
  links: z.strictObject({ self: z.url() }),
});

export const lastActive = z.strictObject({
  data: z.strictObject({
    product_access: z.array(
      z.strictObject({
        id: z.string(),
        key: z.enum(['jira-software', 'jira-service-desk', 'confluence']),
        last_active: date.optional(),
        last_active_timestamp: moment.optional(),
      }),
    ),
    added_to_org: date.nullish(),
    added_to_org_timestamp: moment.nullish(),
  }),
  links: z.strictObject({ next: z.string().optional() }),
});

export const user = z.strictObject({
  accountId: z.string(),
  accountType: z.literal('atlassian'),
  accountStatus,
  membershipStatus: z.enum(['active', 'suspended', 'no_membership']),
  status: z.enum(['active', 'suspended', 'not_invited', 'deactivated', 'for_deletion']),
  claimStatus: z.enum(['managed', 'unmanaged']),
  managementSource: z.enum(['invited', 'synced']).nullable(),
  mfaEnabled: z.boolean().optional(),
  addedToOrg: moment,
  name: z.string(),
  nickname: z.string(),
  email: z.string(),
  emailVerified: z.boolean(),
  jobTitle: z.string(),
  department: z.string(),
  organization: z.string(),
  location: z.string(),
  timeZone: z.string(),
  avatar: z.string(),
  picture: z.string(),
  groups: z
    .array(
      z.strictObject({ id: z.string(), name: z.string().nullable(), description: z.string().nullable() }),
    )
    .optional(),
  platformRoles: z
    .array(
      z.enum([
        'atlassian/org-admin',
        'atlassian/site-admin',
        'atlassian/user-access-admin',
        'atlassian/ai-access',
      ]),
    )
    .optional(),
  counts: z.strictObject({ resources: z.int() }).optional(),
  productAccess: z
    .array(z.strictObject({ id: z.string(), key: z.string(), lastActiveTimestamp: moment.optional() }))
    .optional(),
  links: z.strictObject({ self: z.string() }),
});

export const token = z.strictObject({
  id: z.string(),
  label: z.string(),
  status: z.enum(['ALLOWED', 'BLOCKED']),
  createdAt: moment,
  expiresAt: moment.optional(),
  lastActiveAt: moment.optional(),
  user: z.strictObject({ id: z.string(), orgId: z.string(), name: z.string(), email: z.string() }),
  scopes: z.array(z.string()).optional(),
});

export const serviceAccount = z.strictObject({
  atlassianId: z.string(),
  id: z.string(),
  email: z.string(),
  displayName: z.string(),
  picture: z.string(),
  container: z.string(),
  updatedAt: z.int(),
  status: z.string(),
  createdById: z.string(),
  description: z.string(),
});

export const directory = z.strictObject({ directoryId: z.string(), name: z.string(), icon: z.string() });

export const stats = z.strictObject({
  accountStatus: z.array(z.strictObject({ status: accountStatus, count: z.int() })),
  roles: z.array(z.strictObject({ roleId: z.string(), count: z.int() })),
});

export const workspace = z.strictObject({
  id: z.string(),
  type: z.string(),
  attributes: z.strictObject({
    name: z.string(),
    typeKey: z.string(),
    type: z.string(),
    hostUrl: z.url().nullable(),
    status: z.enum(['online', 'offline', 'deprecated']),
  }),
  links: z.strictObject({ self: z.url() }),
  relationships: z.strictObject({}),
});
