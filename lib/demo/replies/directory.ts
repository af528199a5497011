/** `/admin/v2/orgs/{orgId}/directories…`: the directory and its users [SPEC]. */
import { type Call, jsonObject, saysJson } from '#lib/demo/call';
import type { Organisation } from '#lib/demo/organisation/organisation';
import type { Person } from '#lib/demo/people/person';
import { badBody, badCursor, unknownResource } from '#lib/demo/replies/admin-replies';
import { directoryUser, rolesOf } from '#lib/demo/replies/directory-user';
import { cursorAt, indexOf, nextLink, pageFrom, remaining } from '#lib/demo/replies/pages';
import { listNames, userFilter } from '#lib/demo/replies/user-filter';
import { type Reply, reply, unsupportedMediaType } from '#lib/demo/reply';

/** Answers an operation on the directories; `-` means all of them [SPEC]. */
export function answerDirectory(organisation: Organisation, call: Call): Reply {
  if (call.operation === 'directories') return listDirectories(organisation, call);
  if (call.directoryId !== '-' && call.directoryId !== organisation.directoryId) return unknownResource();
  if (call.operation === 'usersSearch') return searchUsers(organisation, call);
  return call.operation === 'usersCount' ? countUsers(organisation, call) : userStats(organisation);
}

function listDirectories(organisation: Organisation, { query }: Call): Reply {
  if (indexOf('directories', query.get('cursor')) === null) return badCursor();
  const { directoryId, name } = organisation;
  const icon = 'https://avatars.example.com/directory.png';
  return reply(200, {
    data: [{ directoryId, name, icon }],
    links: { self: cursorAt('directories', 0) },
  });
}

/**
 * A page of users. Its links are cursors, not URLs [SPEC]. Without the content type of JSON the answer is 415 [LIVE on
 * v2].
 */
function searchUsers(organisation: Organisation, call: Call): Reply {
  if (!saysJson(call.contentType)) return unsupportedMediaType;
  const body = call.body === '' ? {} : jsonObject(call.body);
  if (!body) return badBody('The request body is not valid JSON');
  const { limit = 50, cursor, expand = [], sortBy, ...wanted } = body;
  if (typeof limit !== 'number' || !Number.isInteger(limit) || limit < 1 || limit > 100) {
    return badBody('limit must be between 1 and 100');
  }
  const filter = userFilter(organisation, { ...wanted, expand }, 'search');
  if (!filter.ok) return badBody(filter.detail);
  const direction = sortBy === undefined || sortBy === null ? null : directionOf(sortBy);
  if (direction === undefined) return badBody('sortBy must be one of nick_name, with a direction');
  if (cursor !== undefined && typeof cursor !== 'string') return badCursor();
  const start = indexOf('users', cursor);
  if (start === null) return badCursor();

  const { faults } = organisation;
  const everybody = direction === null ? organisation.people : byNickname(organisation.people, direction);
  const people = remaining(everybody, start, limit, faults);
  const { data, next } = pageFrom(people, start, limit, filter.fits);
  const further = nextLink({ start, next }, (index) => cursorAt('users', index), faults);
  const expanded = Array.isArray(expand) ? expand.map(String) : [];
  return reply(200, {
    data: data.map((person) => directoryUser(organisation, person, expanded)),
    links: { self: cursorAt('users', start), ...(further === undefined ? {} : { next: further }) },
  });
}

/** The requested order; undefined if it is invalid. */
function directionOf(sortBy: unknown): 'asc' | 'desc' | undefined {
  const [only, ...others]: unknown[] = Array.isArray(sortBy) ? sortBy : [];
  if (typeof only !== 'object' || only === null || others.length > 0) return undefined;
  const { field, direction }: { field?: unknown; direction?: unknown } = only;
  if (field !== 'nick_name') return undefined;
  return direction === 'asc' || direction === 'desc' ? direction : undefined;
}

function byNickname(people: readonly Person[], direction: 'asc' | 'desc'): Person[] {
  const sign = direction === 'asc' ? 1 : -1;
  return [...people].sort((a, b) => sign * (a.nickname < b.nickname ? -1 : a.nickname > b.nickname ? 1 : 0));
}

/** Counts users with the same filters from the query. Lists are repeated, or separated by commas. */
function countUsers(organisation: Organisation, { query }: Call): Reply {
  const wanted: Record<string, unknown> = {};
  for (const [name, value] of query) {
    if (listNames.includes(name)) wanted[name] = query.getAll(name).flatMap((each) => each.split(','));
    else wanted[name] = name === 'mfaEnabled' && /^(true|false)$/.test(value) ? value === 'true' : value;
  }
  const filter = userFilter(organisation, wanted, 'lists');
  if (!filter.ok) return badBody(filter.detail);
  return reply(200, { count: organisation.people.filter(filter.fits).length });
}

function userStats(organisation: Organisation): Reply {
  const counts = new Map<string, number>([
    ['active', 0],
    ['inactive', 0],
    ['closed', 0],
  ]);
  const roles = new Map<string, number>();
  const count = (into: Map<string, number>, key: string) => into.set(key, (into.get(key) ?? 0) + 1);
  for (const person of organisation.people) {
    count(counts, organisation.shownStatus(person));
    for (const role of rolesOf(person)) count(roles, role);
  }
  return reply(200, {
    accountStatus: [...counts].map(([status, number]) => ({ status, count: number })),
    roles: [...roles].map(([roleId, number]) => ({ roleId, count: number })),
  });
}
