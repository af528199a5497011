/** Routes a request, by method and path, to its operation. */
import type { Call, Family, ReceivedRequest } from '#lib/demo/call';
import type { OperationName } from '#lib/demo/operations';

const manage = '/users/{accountId}/manage';
const v1 = '/admin/v1/orgs';
const v2 = '/admin/v2/orgs/{organisationId}/directories';
const apiAccess = '/admin/api-access/v1/orgs/{organisationId}';

const routes = (
  [
    ['GET', manage, 'manage'],
    ['GET', `${manage}/profile`, 'profile'],
    ['PATCH', `${manage}/profile`, 'profile.set'],
    ['PUT', `${manage}/email`, 'email.set'],
    ['GET', `${manage}/api-tokens`, 'apiTokens'],
    ['DELETE', `${manage}/api-tokens/{tokenId}`, 'apiTokens.delete'],
    ['POST', `${manage}/lifecycle/disable`, 'lifecycle.disable'],
    ['POST', `${manage}/lifecycle/enable`, 'lifecycle.enable'],
    ['POST', `${manage}/lifecycle/delete`, 'lifecycle.delete'],
    ['POST', `${manage}/lifecycle/cancel-delete`, 'lifecycle.cancel-delete'],
    ['GET', v1, 'orgs'],
    ['GET', `${v1}/{organisationId}`, 'org'],
    ['GET', `${v1}/{organisationId}/users`, 'managedAccounts'],
    ['GET', `${v1}/{organisationId}/domains`, 'domains'],
    ['GET', `${v1}/{organisationId}/events`, 'auditEvents'],
    ['GET', `${v1}/{organisationId}/directory/users/{accountId}/last-active-dates`, 'lastActive'],
    ['GET', v2, 'directories'],
    ['POST', `${v2}/{directoryId}/users/search`, 'usersSearch'],
    ['GET', `${v2}/{directoryId}/users/count`, 'usersCount'],
    ['GET', `${v2}/{directoryId}/users/stats`, 'usersStats'],
    ['POST', '/admin/v2/orgs/{organisationId}/workspaces', 'workspaces'],
    ['GET', `${apiAccess}/api-tokens`, 'organisationTokens'],
    ['GET', `${apiAccess}/service-accounts`, 'serviceAccounts'],
  ] as const satisfies readonly (readonly [string, string, OperationName])[]
).map(([method, path, operation]) => ({ method, segments: path.split('/'), operation }));

/** Finds the operation of a request; `unknown` if there is none. */
export function routed(request: ReceivedRequest): Call {
  const segments = normalised(request.path).split('/').map(decoded);
  const family = familyOf(segments);
  const nothing = { accountId: '', organisationId: '', directoryId: '', tokenId: '' };
  let otherMethod = false;
  for (const route of routes) {
    const found = matched(route.segments, segments);
    if (!found) continue;
    if (route.method === request.method) {
      return { ...request, ...nothing, ...found, family, otherMethod, operation: route.operation };
    }
    otherMethod = true;
  }
  return { ...request, ...nothing, family, otherMethod, operation: 'unknown' };
}

/** Resolves dot segments first, as gateways do: `…/disable/../delete` is a deletion here too. */
function normalised(path: string): string {
  try {
    return new URL(path, 'http://demo.invalid').pathname;
  } catch {
    return path;
  }
}

/** The decoded segment; null if its percent-encoding is invalid. */
function decoded(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}

function familyOf([, first, second]: readonly (string | null)[]): Family {
  if (first === 'users') return 'users';
  if (first !== 'admin') return 'none';
  if (second === 'api-access') return 'apiAccess';
  return second === 'v1' || second === 'v2' ? second : 'none';
}

function matched(
  template: readonly string[],
  segments: readonly (string | null)[],
): Record<string, string> | null {
  if (template.length !== segments.length) return null;
  const found: Record<string, string> = {};
  for (const [at, wanted] of template.entries()) {
    const segment = segments[at];
    if (segment === null || segment === undefined) return null;
    if (wanted.startsWith('{')) {
      if (segment === '') return null;
      found[wanted.slice(1, -1)] = segment;
    } else if (segment !== wanted) return null;
  }
  return found;
}
