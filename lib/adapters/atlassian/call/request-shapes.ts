/** The closed set of requests that Lockstep can send. */
import { organisationIdPattern as organisation } from '#lib/domain/connection/organisation-id';

/** The requests. IDs are plain texts here; the guard checks them again. */
export type AtlassianRequest =
  | { operation: 'manage' | 'profile' | 'api-tokens' | 'enable'; accountId: string }
  | { operation: 'disable'; accountId: string; message: string | null }
  | { operation: 'organisations'; cursor: string | null }
  | {
      operation: 'managed-accounts' | 'organisation-tokens' | 'service-accounts';
      organisationId: string;
      cursor: string | null;
    }
  | { operation: 'audit-events'; organisationId: string; from: number; to: number; cursor: string | null }
  | { operation: 'users-count' | 'managed-count'; organisationId: string }
  | { operation: 'workspaces'; organisationId: string; cursor: string | null }
  | {
      operation: 'users-search';
      organisationId: string;
      directoryId: string;
      body: Readonly<Record<string, unknown>>;
    };

/** The name of a request. */
type Operation = AtlassianRequest['operation'];

interface Shape {
  method: 'GET' | 'POST';
  kind: 'read' | 'write';
  about: 'account' | 'organisation';
  /** Matches the whole path and query. */
  pattern: RegExp;
}

const account = '(?:[A-Za-z0-9_-]|%3A|%7C){1,128}';
const directory = '[A-Za-z0-9_-]{1,128}';
const cursorValue = "cursor=(?:[A-Za-z0-9_.!~*'()-]|%[0-9A-F]{2}){1,12288}";
const cursor = `(?:\\?${cursorValue})?`;

/**
 * API tokens per page. Public scripts ask for so many [CODE]; without a page size one organisation was answered 500
 * [CODE].
 */
const tokensPerPage = 1_000;

/** Events of the audit log per page: the maximum [SPEC]. */
const eventsPerPage = 500;

function shape(method: Shape['method'], kind: Shape['kind'], about: Shape['about'], path: string): Shape {
  return { method, kind, about, pattern: new RegExp(`^${path}$`) };
}

/** Workspaces per page, the maximum [SPEC]. */
const workspacesPerPage = 1_000;

/** Method, kind and exact URL of every request [SPEC; DOC for API Access]. */
export const shapes: Readonly<Record<Operation, Shape>> = {
  manage: shape('GET', 'read', 'account', `/users/${account}/manage\\?privileges=lifecycle\\.enablement`),
  profile: shape('GET', 'read', 'account', `/users/${account}/manage/profile`),
  'api-tokens': shape('GET', 'read', 'account', `/users/${account}/manage/api-tokens`),
  disable: shape('POST', 'write', 'account', `/users/${account}/manage/lifecycle/disable`),
  enable: shape('POST', 'write', 'account', `/users/${account}/manage/lifecycle/enable`),
  organisations: shape('GET', 'read', 'organisation', `/admin/v1/orgs${cursor}`),
  'managed-accounts': shape('GET', 'read', 'organisation', `/admin/v1/orgs/${organisation}/users${cursor}`),
  'users-search': shape(
    'POST',
    'read',
    'organisation',
    `/admin/v2/orgs/${organisation}/directories/${directory}/users/search`,
  ),
  'organisation-tokens': shape(
    'GET',
    'read',
    'organisation',
    `/admin/api-access/v1/orgs/${organisation}/api-tokens\\?pageSize=${tokensPerPage}(?:&${cursorValue})?`,
  ),
  'service-accounts': shape(
    'GET',
    'read',
    'organisation',
    `/admin/api-access/v1/orgs/${organisation}/service-accounts${cursor}`,
  ),
  'audit-events': shape(
    'GET',
    'read',
    'organisation',
    `/admin/v1/orgs/${organisation}/events\\?from=\\d{1,15}&to=\\d{1,15}&limit=${eventsPerPage}(?:&${cursorValue})?`,
  ),
  workspaces: shape('POST', 'read', 'organisation', `/admin/v2/orgs/${organisation}/workspaces`),
  'users-count': shape(
    'GET',
    'read',
    'organisation',
    `/admin/v2/orgs/${organisation}/directories/-/users/count\\?claimStatus=managed&accountStatus=active`,
  ),
  'managed-count': shape(
    'GET',
    'read',
    'organisation',
    `/admin/v2/orgs/${organisation}/directories/-/users/count\\?claimStatus=managed`,
  ),
};

/** Sources that some keys and organisations lack, and that a run does not need. */
export const optionalOperations: ReadonlySet<Operation> = new Set([
  'organisations',
  'managed-accounts',
  'users-search',
  'users-count',
  'managed-count',
  'api-tokens',
  'organisation-tokens',
  'service-accounts',
  'audit-events',
  'workspaces',
]);

/** Path and query of a request, unchecked. Throws `URIError` if the text cannot be encoded. */
export function pathOf(request: AtlassianRequest): string {
  switch (request.operation) {
    case 'manage':
      return `/users/${encodeURIComponent(request.accountId)}/manage?privileges=lifecycle.enablement`;
    case 'profile':
    case 'api-tokens':
      return `/users/${encodeURIComponent(request.accountId)}/manage/${request.operation}`;
    case 'disable':
    case 'enable':
      return `/users/${encodeURIComponent(request.accountId)}/manage/lifecycle/${request.operation}`;
    case 'organisations':
      return `/admin/v1/orgs${cursorOf(request.cursor)}`;
    case 'managed-accounts':
      return `/admin/v1/orgs/${encodeURIComponent(request.organisationId)}/users${cursorOf(request.cursor)}`;
    case 'users-search':
      return `/admin/v2/orgs/${encodeURIComponent(request.organisationId)}/directories/${encodeURIComponent(request.directoryId)}/users/search`;
    case 'audit-events':
      return `/admin/v1/orgs/${encodeURIComponent(request.organisationId)}/events?from=${request.from}&to=${request.to}&limit=${eventsPerPage}${cursorOf(request.cursor, '&')}`;
    case 'workspaces':
      return `/admin/v2/orgs/${encodeURIComponent(request.organisationId)}/workspaces`;
    case 'users-count':
      return `/admin/v2/orgs/${encodeURIComponent(request.organisationId)}/directories/-/users/count?claimStatus=managed&accountStatus=active`;
    case 'managed-count':
      return `/admin/v2/orgs/${encodeURIComponent(request.organisationId)}/directories/-/users/count?claimStatus=managed`;
    case 'organisation-tokens':
      return `/admin/api-access/v1/orgs/${encodeURIComponent(request.organisationId)}/api-tokens?pageSize=${tokensPerPage}${cursorOf(request.cursor, '&')}`;
    case 'service-accounts':
      return `/admin/api-access/v1/orgs/${encodeURIComponent(request.organisationId)}/service-accounts${cursorOf(request.cursor)}`;
  }
}

/** Path and query of an operation, with placeholders such as `ACCOUNT` for the values that differ between requests. */
export function pathPattern({ operation }: AtlassianRequest): string {
  return pathOf({
    operation,
    accountId: 'ACCOUNT',
    organisationId: 'ORGANISATION',
    directoryId: 'DIRECTORY',
    cursor: null,
    from: 0,
    to: 0,
    message: null,
    body: {},
  } as AtlassianRequest);
}

/** The JSON body of a request; null if it has none. A write without content still sends `{}` [LIVE]. */
export function bodyOf(request: AtlassianRequest): string | null {
  switch (request.operation) {
    case 'disable':
      return JSON.stringify(request.message === null ? {} : { message: request.message });
    case 'enable':
      return '{}';
    case 'users-search':
      return JSON.stringify(request.body);
    case 'workspaces':
      // Beside a cursor nothing else may be sent [SPEC].
      return JSON.stringify(
        request.cursor === null ? { limit: workspacesPerPage } : { cursor: request.cursor },
      );
    default:
      return null;
  }
}

function cursorOf(cursor: string | null, after: '?' | '&' = '?'): string {
  return cursor === null ? '' : `${after}cursor=${encodeURIComponent(cursor)}`;
}
