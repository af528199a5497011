/** The operations on an organisation. */
import {
  auditEventsSchema,
  managedAccountsSchema,
  organisationsSchema,
  organisationTokensSchema,
  serviceAccountsSchema,
  usersCountSchema,
  usersSearchSchema,
  workspacesSchema,
} from '#lib/adapters/atlassian/atlassian-schemas';
import type { Call } from '#lib/adapters/atlassian/call/atlassian-call';
import { type NextPage, readEitherNextPage, readNextPage } from '#lib/adapters/atlassian/next-page';
import { collectPages, walkPages } from '#lib/adapters/atlassian/page-walk';
import type { Answer } from '#lib/domain/outcome/answer';
import type {
  AccountsPage,
  AuditPage,
  OrganisationTokensPage,
  ServiceAccountsPage,
  UsersPage,
  UsersQuery,
  WorkspacesPage,
} from '#lib/engine/atlassian-shapes';

/** `apiRoot` is the origin of the API: the addresses of next pages in v1 lists must begin with it. */
export function organisationOperations(call: Call, apiRoot: string) {
  const organisationsAt = `${apiRoot}/admin/v1/orgs`;
  const apiAccessAt = (organisationId: string) =>
    `${apiRoot}/admin/api-access/v1/orgs/${encodeURIComponent(organisationId)}`;
  return {
    organisations: (signal?: AbortSignal) =>
      collectPages(
        walkPages(async (cursor) => {
          const answer = await call.read({ operation: 'organisations', cursor }, organisationsSchema, signal);
          return withPage(answer, ({ data, links }) => [
            data,
            readNextPage(links, organisationsAt),
            data[0]?.id,
          ]);
        }),
      ),

    managedAccounts: (organisationId: string, signal?: AbortSignal, from: string | null = null) =>
      walkPages<AccountsPage>(async (cursor) => {
        const request = { operation: 'managed-accounts', organisationId, cursor } as const;
        const answer = await call.read(request, managedAccountsSchema, signal);
        const expected = `${organisationsAt}/${encodeURIComponent(organisationId)}/users`;
        return withPage(answer, ({ data, links, meta }) => {
          const next = readNextPage(links, expected);
          return [{ accounts: data, total: meta, next: cursorOf(next) }, next, data[0]?.accountId];
        });
      }, from),

    searchUsers: (
      organisationId: string,
      directoryId: string,
      query: UsersQuery,
      signal?: AbortSignal,
      from: string | null = null,
    ) =>
      walkPages<UsersPage>(async (cursor) => {
        const body = { ...query, ...(cursor === null ? {} : { cursor }) };
        const request = { operation: 'users-search', organisationId, directoryId, body } as const;
        const answer = await call.read(request, usersSearchSchema, signal);
        return withPage(answer, ({ data, links }) => {
          const next = readNextPage(links, null);
          return [{ users: data, next: cursorOf(next) }, next, data[0]?.accountId];
        });
      }, from),

    organisationTokens: (organisationId: string, signal?: AbortSignal, from: string | null = null) =>
      walkPages<OrganisationTokensPage>(async (cursor) => {
        const request = { operation: 'organisation-tokens', organisationId, cursor } as const;
        const answer = await call.read(request, organisationTokensSchema, signal);
        return withPage(answer, ({ data, links }) => {
          const next = readEitherNextPage(links, `${apiAccessAt(organisationId)}/api-tokens`);
          return [{ tokens: data, next: cursorOf(next) }, next, data[0]?.id];
        });
      }, from),

    serviceAccounts: (organisationId: string, signal?: AbortSignal, from: string | null = null) =>
      walkPages<ServiceAccountsPage>(async (cursor) => {
        const request = { operation: 'service-accounts', organisationId, cursor } as const;
        const answer = await call.read(request, serviceAccountsSchema, signal);
        return withPage(answer, ({ items, links, total }) => {
          const next = readEitherNextPage(links, `${apiAccessAt(organisationId)}/service-accounts`);
          return [{ accounts: items, total, next: cursorOf(next) }, next, items[0]?.accountId];
        });
      }, from),

    auditEvents: (
      organisationId: string,
      { from, to }: { from: number; to: number },
      signal?: AbortSignal,
      start: string | null = null,
    ) =>
      walkPages<AuditPage>(async (cursor) => {
        const request = { operation: 'audit-events', organisationId, from, to, cursor } as const;
        const answer = await call.read(request, auditEventsSchema, signal);
        const expected = `${organisationsAt}/${encodeURIComponent(organisationId)}/events`;
        return withPage(answer, ({ events, unread, next: link }) => {
          const next = readEitherNextPage(link, expected);
          return [{ events, unread, next: cursorOf(next) }, next, events[0]?.id];
        });
      }, start),
    workspaces: (organisationId: string, signal?: AbortSignal) =>
      walkPages<WorkspacesPage>(async (cursor) => {
        const request = { operation: 'workspaces', organisationId, cursor } as const;
        const answer = await call.read(request, workspacesSchema, signal);
        return withPage(answer, ({ data, links }) => {
          const next = readEitherNextPage(
            links,
            `${apiRoot}/admin/v2/orgs/${encodeURIComponent(organisationId)}/workspaces`,
          );
          return [{ workspaces: data, next: cursorOf(next) }, next, data[0]?.id];
        });
      }),

    /** Counts the active managed accounts. */
    countActive: (organisationId: string, signal?: AbortSignal): Promise<Answer<number>> =>
      call.read({ operation: 'users-count', organisationId }, usersCountSchema, signal),

    /** Counts all managed accounts, whatever their status. */
    countManaged: (organisationId: string, signal?: AbortSignal): Promise<Answer<number>> =>
      call.read({ operation: 'managed-count', organisationId }, usersCountSchema, signal),
  };
}

function cursorOf(next: NextPage): string | null {
  return next.next === 'cursor' ? next.cursor : null;
}

function withPage<B, P>(
  answer: Answer<B>,
  read: (body: B) => [page: P, next: NextPage, first: string | null | undefined],
): Answer<{ page: P; next: NextPage; first: string | null }> {
  if (!answer.ok) return answer;
  const [page, next, first = null] = read(answer.value);
  return { ...answer, value: { page, next, first } };
}
