/** For tests: sends requests to a demo organisation over HTTP, and compares the answers with the documentation. */
import { expect } from 'vitest';
import type { OperationName } from '#lib/demo/operations';
import type { PersonKind } from '#lib/demo/people/person';
import { type DemoOptions, type DemoOrganisation, startDemoOrganisation } from '#lib/demo/server';
import { organisationsApi } from '#test/documented/organisation';
import { userManagement } from '#test/documented/user-management';

const opened: DemoOrganisation[] = [];

/** Starts one. Call `closeAll` in `afterEach` or `afterAll`. */
export async function organisationOf(options: DemoOptions = {}): Promise<DemoOrganisation> {
  const organisation = await startDemoOrganisation(options);
  opened.push(organisation);
  return organisation;
}

export async function closeAll(): Promise<void> {
  for (const organisation of opened.splice(0)) await organisation.close();
}

export interface Asked {
  status: number;
  headers: Headers;
  /** Undefined if there is none. */
  body: unknown;
}

interface Question {
  method?: string;
  /** The whole header. If absent, the valid key; null for no header. */
  authorization?: string | null;
  /** A string is sent unchanged; anything else as JSON. */
  body?: unknown;
  /** The content type; by default JSON if there is a body, null for none. */
  contentType?: string | null;
}

/** One call. Does not follow redirects. */
export async function ask(
  organisation: DemoOrganisation,
  path: string,
  question: Question = {},
): Promise<Asked> {
  const { body, method = 'GET', authorization = `Bearer ${organisation.apiKey}` } = question;
  const contentType = question.contentType === undefined ? 'application/json' : question.contentType;
  const headers = new Headers();
  if (authorization !== null) headers.set('authorization', authorization);
  if (body !== undefined && contentType !== null) headers.set('content-type', contentType);
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  // The body goes as bytes, since fetch adds a content type to a string.
  const sent = body === undefined ? {} : { body: new TextEncoder().encode(text) };
  const response = await fetch(`${organisation.url}${path}`, {
    method,
    headers,
    redirect: 'manual',
    ...sent,
  });
  const received = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: received === '' ? undefined : readBody(response.headers, received),
  };
}

function readBody(headers: Headers, text: string): unknown {
  return headers.get('content-type')?.startsWith('application/json') ? JSON.parse(text) : text;
}

/** Fails unless status, body and headers match the documentation of the operation. */
export function expectDocumented(operation: OperationName, { status, headers, body }: Asked): void {
  const documented = userManagement[operation]?.[status] ?? organisationsApi[operation]?.[status];
  if (!documented) throw new Error(`${operation} is not documented to answer ${status}`);
  const read = documented.safeParse(body);
  expect(read.error?.issues ?? [], `${operation} ${status} ${JSON.stringify(body)}`).toEqual([]);
  expect(headers.get('content-type')).toBe(body === undefined ? null : 'application/json;charset=UTF-8');
}

/** The path of an operation on an account. */
export function accountPath(accountId: string, rest = ''): string {
  return `/users/${encodeURIComponent(accountId)}/manage${rest}`;
}

/** The first person or service account of a kind; active ones come first. */
export function personOf(organisation: DemoOrganisation, kind: PersonKind) {
  const accounts = [...organisation.people(), ...organisation.serviceAccounts()];
  const people = accounts.filter((person) => person.kind === kind);
  const person = people.find(({ status }) => status === 'active') ?? people[0];
  if (!person) throw new Error(`nobody is ${kind}`);
  return person;
}

/** An operation, its method, its path or the rest of it, and its body; undefined for none. */
export type QuestionOf = readonly [OperationName, string, string, unknown];

/** Every operation on an account, as method, rest of the path and body. */
export const accountQuestions: readonly QuestionOf[] = [
  ['manage', 'GET', '', undefined],
  ['profile', 'GET', '/profile', undefined],
  ['profile.set', 'PATCH', '/profile', { name: 'Ada Example' }],
  ['email.set', 'PUT', '/email', { email: 'somebody.new@example.com' }],
  ['apiTokens', 'GET', '/api-tokens', undefined],
  ['apiTokens.delete', 'DELETE', '/api-tokens/00000000-0000-4000-a000-000000000000', undefined],
  ['lifecycle.disable', 'POST', '/lifecycle/disable', {}],
  ['lifecycle.enable', 'POST', '/lifecycle/enable', undefined],
  ['lifecycle.delete', 'POST', '/lifecycle/delete', undefined],
  ['lifecycle.cancel-delete', 'POST', '/lifecycle/cancel-delete', undefined],
];

/** Every operation on an organisation, as method, path and body. */
export function organisationQuestions(organisationId: string, accountId: string): readonly QuestionOf[] {
  const v1 = `/admin/v1/orgs/${organisationId}`;
  const v2 = `/admin/v2/orgs/${organisationId}/directories`;
  const apiAccess = `/admin/api-access/v1/orgs/${organisationId}`;
  const lastActive = `${v1}/directory/users/${encodeURIComponent(accountId)}/last-active-dates`;
  return [
    ['orgs', 'GET', '/admin/v1/orgs', undefined],
    ['org', 'GET', v1, undefined],
    ['managedAccounts', 'GET', `${v1}/users`, undefined],
    ['domains', 'GET', `${v1}/domains`, undefined],
    ['auditEvents', 'GET', `${v1}/events`, undefined],
    ['lastActive', 'GET', lastActive, undefined],
    ['directories', 'GET', v2, undefined],
    ['usersSearch', 'POST', `${v2}/-/users/search`, {}],
    ['usersCount', 'GET', `${v2}/-/users/count`, undefined],
    ['usersStats', 'GET', `${v2}/-/users/stats`, undefined],
    ['workspaces', 'POST', `/admin/v2/orgs/${organisationId}/workspaces`, {}],
    ['organisationTokens', 'GET', `${apiAccess}/api-tokens`, undefined],
    ['serviceAccounts', 'GET', `${apiAccess}/service-accounts`, undefined],
  ];
}
