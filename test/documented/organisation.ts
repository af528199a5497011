/** For tests: the answers that the documentation of the organisations APIs allows, in short [SPEC; API Access DOC]. */
import { z } from 'zod';
import type { OperationName } from '#lib/demo/operations';
import { apiAccess, badCursor, domainsForbidden, errors, v1, v2 } from '#test/documented/organisation-errors';
import {
  auditEvent,
  directory,
  domain,
  lastActive,
  links,
  managedAccount,
  organisation,
  serviceAccount,
  stats,
  token,
  user,
  workspace,
} from '#test/documented/organisation-shapes';

/** The body of every documented status of an operation. */
export const organisationsApi: Partial<Record<OperationName, Readonly<Record<number, z.ZodType>>>> = {
  orgs: { 200: z.strictObject({ data: z.array(organisation), links }), 400: badCursor, ...v1 },
  org: { 200: z.strictObject({ data: organisation }), 404: errors('ADMIN-404-2'), ...v1 },
  managedAccounts: {
    200: z.strictObject({
      data: z.array(managedAccount),
      links,
      meta: z.strictObject({ total: z.int() }),
    }),
    400: badCursor,
    404: errors('ADMIN-404-2'),
    ...v1,
  },
  domains: {
    200: z.strictObject({ data: z.array(domain), links }),
    400: badCursor,
    403: domainsForbidden,
    ...v1,
  },
  lastActive: {
    200: lastActive,
    400: badCursor,
    403: errors('ADMIN-403-3'),
    404: errors('ADMIN-404-8'),
    ...v1,
  },
  auditEvents: {
    200: z.strictObject({
      data: z.array(auditEvent),
      links,
      meta: z.strictObject({ next: z.string().optional(), page_size: z.int() }),
    }),
    400: errors('ADMIN-400-1', 'ADMIN-400-24'),
    404: errors('ADMIN-404-2'),
    ...v1,
  },
  directories: { 200: z.strictObject({ data: z.array(directory), links }), ...v2 },
  usersSearch: { 200: z.strictObject({ data: z.array(user), links }), ...v2 },
  usersCount: { 200: z.strictObject({ count: z.int() }), ...v2 },
  usersStats: { 200: stats, ...v2 },
  workspaces: {
    200: z.strictObject({
      data: z.array(workspace),
      links,
      meta: z.strictObject({ pageSize: z.int(), total: z.int() }),
    }),
    ...v2,
  },
  organisationTokens: { 200: z.strictObject({ data: z.array(token), links }), ...apiAccess },
  serviceAccounts: {
    200: z.strictObject({ items: z.array(serviceAccount), links, total: z.int() }),
    ...apiAccess,
  },
};
