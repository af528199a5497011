import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { isManaged } from '#lib/demo/people/person';
import type { DemoOrganisation } from '#lib/demo/server';
import {
  type Asked,
  ask,
  closeAll,
  expectDocumented,
  organisationOf,
  organisationQuestions,
  personOf,
} from '#test/documented/asking';

let organisation: DemoOrganisation;
beforeAll(async () => {
  organisation = await organisationOf({ people: 250 });
});
afterEach(() => organisation.resetFaults());
afterAll(closeAll);

const v1 = () => `/admin/v1/orgs/${organisation.organisationId}`;
const v2 = () => `/admin/v2/orgs/${organisation.organisationId}/directories`;
const search = (body: unknown) => ask(organisation, `${v2()}/-/users/search`, { method: 'POST', body });

interface Page {
  data: Record<string, unknown>[];
  links: { self?: string; prev?: string; next?: string };
  meta?: { total: number };
}

function pageOf(answer: Asked): Page {
  return answer.body as Page;
}

describe('every operation on the organisation', () => {
  it('answers as documented', async () => {
    const { accountId } = personOf(organisation, 'ordinary');
    for (const [operation, method, path, body] of organisationQuestions(
      organisation.organisationId,
      accountId,
    )) {
      const answer = await ask(organisation, path, { method, body });
      expect([operation, answer.status]).toEqual([operation, 200]);
      expectDocumented(operation, answer);
      expect(organisation.ledger().at(-1)).toMatchObject({ operation, answered: 200, effect: null });
    }
  });

  it('refuses a strange organisation as documented', async () => {
    const statuses: Record<string, number> = {};
    const strange = '00000000-0000-4000-a000-000000000000';
    const { accountId } = personOf(organisation, 'ordinary');
    for (const [operation, method, path, body] of organisationQuestions(strange, accountId).slice(1)) {
      const answer = await ask(organisation, path, { method, body });
      statuses[operation] = answer.status;
      if (operation !== 'directories') expectDocumented(operation, answer);
    }
    expect(statuses).toEqual({
      org: 404,
      managedAccounts: 404,
      domains: 403,
      auditEvents: 404,
      lastActive: 403,
      directories: 404,
      usersSearch: 404,
      usersCount: 404,
      usersStats: 404,
      workspaces: 404,
      organisationTokens: 404,
      serviceAccounts: 404,
    });
  });

  it('refuses a cursor that is not of its list as documented', async () => {
    const { accountId } = personOf(organisation, 'ordinary');
    const first = pageOf(await ask(organisation, `${v1()}/users`));
    const foreign = new URL(String(first.links.next)).searchParams.get('cursor');
    for (const [operation, method, path, body] of organisationQuestions(
      organisation.organisationId,
      accountId,
    )) {
      if (['org', 'managedAccounts', 'usersCount', 'usersStats'].includes(operation)) continue;
      const answer =
        method === 'POST'
          ? await ask(organisation, path, { method, body: { ...Object(body), cursor: foreign } })
          : await ask(organisation, `${path}?cursor=${foreign}`);
      expect([operation, answer.status]).toEqual([operation, 400]);
      expectDocumented(operation, answer);
    }
    const made = await ask(organisation, `${v1()}/users?cursor=bm9uc2Vuc2U`);
    expect(made).toMatchObject({ status: 400, body: { errors: [{ code: 'ADMIN-400-1' }] } });
  });

  it('on original user management has no v2', async () => {
    organisation.setFaults({ originalUserManagement: true });
    const answer = await search({});
    expectDocumented('usersSearch', answer);
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ code: 'ADMIN-400-4' }] } });
    expect((await ask(organisation, `${v1()}/users`)).status).toBe(200);
  });

  it('knows no other path, and no other method', async () => {
    expect((await ask(organisation, '/admin/v1/groups')).status).toBe(404);
    expect((await ask(organisation, '/admin/v1/orgs', { method: 'POST', body: {} })).status).toBe(405);
    expect((await ask(organisation, '/nowhere')).body).toEqual({ code: 404, message: 'Not Found' });
  });
});

describe('managed accounts', () => {
  it('come in pages whose links are whole addresses, each account once, forwards and back', async () => {
    const seen: unknown[] = [];
    const pages: Page[] = [];
    let next: string | undefined = `${organisation.url}${v1()}/users`;
    while (next) {
      const url: URL = new URL(next);
      expect(url.origin).toBe(organisation.url);
      const answer = await ask(organisation, `${url.pathname}${url.search}`);
      expectDocumented('managedAccounts', answer);
      const page = pageOf(answer);
      expect(page.links.self).toBe(next);
      seen.push(...page.data.map((each) => each.account_id));
      pages.push(page);
      next = page.links.next;
    }
    const managed = organisation.people().filter(isManaged);
    expect(seen).toEqual(managed.map(({ accountId }) => accountId));
    expect(pages.map(({ data }) => data.length)).toEqual([100, 100, managed.length - 200]);
    expect(pages.every(({ meta }) => meta?.total === managed.length)).toBe(true);
    expect(pages.map(({ links }) => links.prev)).toEqual([
      undefined,
      pages[0]?.links.self,
      pages[1]?.links.self,
    ]);
  });

  it('may lack an address, and have moments with nine decimals', async () => {
    const big = await organisationOf({ people: 1_000 });
    const hidden = big.people().filter((person) => person.emailHidden);
    expect(hidden.length).toBeGreaterThan(0);
    const { data } = pageOf(await ask(big, `/admin/v1/orgs/${big.organisationId}/users`));
    expect(data.some((each) => /\.\d{9}Z$/.test(String(each.last_active)))).toBe(true);
  });
});

describe('the search for users', () => {
  it('pages by a cursor that is no address, everybody once', async () => {
    const seen: unknown[] = [];
    let cursor: string | undefined;
    do {
      const answer = await search({ limit: 40, ...(cursor ? { cursor } : {}) });
      expectDocumented('usersSearch', answer);
      const page = pageOf(answer);
      expect(page.links.next ?? '').not.toMatch(/[/:]/);
      seen.push(...page.data.map((each) => each.accountId));
      cursor = page.links.next;
    } while (cursor);
    expect(seen).toEqual(organisation.people().map(({ accountId }) => accountId));
  });

  it.each([
    ['limit', { limit: 0 }],
    ['limit', { limit: 101 }],
    ['accountIds', { accountIds: Array.from({ length: 11 }, String) }],
    ['emails', { searchTerm: 'a', emails: ['a@example.com'] }],
    ['roleIds', { roleIds: ['org-admin'] }],
    ['claimStatus', { claimStatus: 'claimed' }],
    ['sortBy', { sortBy: [{ field: 'name', direction: 'asc' }] }],
  ])('refuses a %s that the documentation does not allow', async (field, body) => {
    const answer = await search(body);
    expectDocumented('usersSearch', answer);
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ code: 'ADMIN-400-24' }] } });
    expect(JSON.stringify(answer.body)).toContain(field);
  });

  it('wants JSON by name and by form', async () => {
    const path = `${v2()}/-/users/search`;
    expect((await ask(organisation, path, { method: 'POST' })).status).toBe(415);
    expect((await ask(organisation, path, { method: 'POST', body: '{' })).status).toBe(400);
  });

  it('finds the organisation admins, and shows their role when asked', async () => {
    const found = pageOf(await search({ roleIds: ['atlassian/org-admin'], expand: ['platformRoles'] }));
    const admins = organisation.people().filter(({ kind }) => kind === 'organisation-admin');
    expect(found.data.map((each) => [each.accountId, each.platformRoles])).toEqual(
      admins.map(({ accountId }) => [accountId, ['atlassian/org-admin']]),
    );
    const plain = pageOf(await search({ roleIds: ['atlassian/org-admin'] }));
    expect(plain.data.every((each) => !('platformRoles' in each))).toBe(true);
  });

  it('finds by address, status and claim, and counts the same', async () => {
    const { email, accountId } = personOf(organisation, 'ordinary');
    const byAddress = pageOf(await search({ emails: [email.toUpperCase()] }));
    expect(byAddress.data.map((each) => each.accountId)).toEqual([accountId]);
    for (const filter of [
      { accountStatus: 'inactive' },
      { claimStatus: 'unmanaged' },
      { status: 'suspended' },
    ]) {
      const [[name, value] = ['', '']] = Object.entries(filter);
      const body = { [name]: name === 'claimStatus' ? value : [value], limit: 100 };
      const found = pageOf(await search(body)).data;
      const counted = await ask(organisation, `${v2()}/-/users/count?${name}=${value}`);
      expect(found.length).toBeGreaterThan(0);
      expect(found.every((each) => each[name] === value)).toBe(true);
      expect(counted.body).toEqual({ count: found.length });
    }
  });

  it('shows who is synced from elsewhere', async () => {
    const { accountId } = personOf(organisation, 'scim');
    const { data } = pageOf(await search({ accountIds: [accountId] }));
    expect(data).toMatchObject([{ accountId, managementSource: 'synced', claimStatus: 'managed' }]);
  });
});

describe('last-active dates', () => {
  it('are limited to 200 a minute, and every answer says how many are left', async () => {
    let now = Date.UTC(2026, 0, 1, 12, 0, 0, 500);
    const fresh = await organisationOf({ people: 3, now: () => now });
    const { accountId } = personOf(fresh, 'ordinary');
    const path = `/admin/v1/orgs/${fresh.organisationId}/directory/users/${encodeURIComponent(accountId)}/last-active-dates`;
    for (let call = 1; call <= 200; call += 1) {
      const answer = await ask(fresh, path);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('x-ratelimit-limit')).toBe('200');
      expect(answer.headers.get('x-ratelimit-remaining')).toBe(String(200 - call));
      expect(answer.headers.get('x-ratelimit-reset')).toBe('2026-01-01T12:01:01Z');
    }
    const refused = await ask(fresh, path);
    expectDocumented('lastActive', refused);
    expect([refused.status, refused.headers.get('x-ratelimit-remaining')]).toEqual([429, '0']);
    expect(refused.headers.get('retry-after')).toBe(null);
    now += 60_000;
    expect((await ask(fresh, path)).status).toBe(200);
  });

  it('of nobody are not found', async () => {
    const answer = await ask(organisation, `${v1()}/directory/users/nobody/last-active-dates`);
    expectDocumented('lastActive', answer);
    expect(answer.status).toBe(404);
  });
});
