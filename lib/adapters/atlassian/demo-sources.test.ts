import { afterEach, expect, test } from 'vitest';
import { isManaged } from '#lib/demo/people/person';
import { startDemoOrganisation } from '#lib/demo/server';
import type { Answer } from '#lib/domain/outcome/answer';
import type { UsersQuery } from '#lib/engine/atlassian-shapes';
import { accountId, clientOf, closeAll } from '#test/atlassian/client';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  await closeAll();
  for (const close of closing.splice(0)) await close();
});

async function open(people: number) {
  const demo = await startDemoOrganisation({ people });
  closing.push(() => demo.close());
  const client = clientOf(demo.url, { key: demo.apiKey });
  return { demo, client, organisation: demo.organisationId };
}

/** The pages of a list; fails at a fault. */
async function pagesOf<P>(list: AsyncIterable<Answer<P>>): Promise<P[]> {
  const pages: P[] = [];
  for await (const answer of list) {
    if (!answer.ok) throw new Error(answer.fault.message);
    pages.push(answer.value);
  }
  return pages;
}

test('every list is read whole, and from each page on as well', async () => {
  const { demo, client, organisation } = await open(2_000);
  const people = demo.people();
  const managed = people.filter(isManaged).map((person) => person.accountId);
  const query: UsersQuery = {
    claimStatus: 'managed',
    expand: ['platformRoles', 'productAccess'],
    limit: 100,
  };
  const lists = {
    managedAccounts: async (from?: string | null) =>
      (await pagesOf(client.managedAccounts(organisation, undefined, from))).map(({ accounts, next }) => ({
        ids: accounts.map((account) => account.accountId),
        next,
      })),
    searchUsers: async (from?: string | null) =>
      (await pagesOf(client.searchUsers(organisation, '-', query, undefined, from))).map(
        ({ users, next }) => ({ ids: users.map((user) => user.accountId), next }),
      ),
    organisationTokens: async (from?: string | null) =>
      (await pagesOf(client.organisationTokens(organisation, undefined, from))).map(({ tokens, next }) => ({
        ids: tokens.map((token) => token.id),
        next,
      })),
    serviceAccounts: async (from?: string | null) =>
      (await pagesOf(client.serviceAccounts(organisation, undefined, from))).map(({ accounts, next }) => ({
        ids: accounts.map((account) => account.accountId),
        next,
      })),
  };
  const whole: Record<string, (string | null)[]> = {};
  for (const [name, read] of Object.entries(lists)) {
    const pages = await read();
    // 20 service accounts are one page.
    expect([name, pages.length > 1]).toEqual([name, name !== 'serviceAccounts']);
    expect(pages.at(-1)?.next).toBe(null);
    whole[name] = pages.flatMap(({ ids }) => ids);
    const left = Math.floor(pages.length / 2);
    const rest = await read(pages[left - 1]?.next ?? null);
    expect([name, rest.flatMap(({ ids }) => ids)]).toEqual([
      name,
      pages.slice(left).flatMap(({ ids }) => ids),
    ]);
  }
  expect(whole.managedAccounts).toEqual(managed);
  expect(whole.searchUsers).toEqual(managed);
  expect(new Set(whole.organisationTokens).size).toBe(whole.organisationTokens?.length);
  expect(whole.serviceAccounts).toEqual(demo.serviceAccounts().map((account) => account.accountId));
});

test('each filter of a search finds the users that fit, and the search shows what it is asked to', async () => {
  const { demo, client, organisation } = await open(1_000);
  const found = async (query: UsersQuery) =>
    (await pagesOf(client.searchUsers(organisation, '-', { limit: 100, ...query }))).flatMap(
      ({ users }) => users,
    );
  const people = demo.people();
  const ids = (fits: (person: (typeof people)[number]) => boolean) =>
    people.filter(fits).map((person) => person.accountId);
  const idsOf = async (query: UsersQuery) => (await found(query)).map((user) => user.accountId);

  const [first, second] = people;
  expect(await idsOf({ accountIds: [first?.accountId ?? '', 'nobody'] })).toEqual([first?.accountId]);
  expect(await idsOf({ emails: [second?.email.toUpperCase() ?? ''] })).toEqual([second?.accountId]);
  expect(await idsOf({ emailDomains: ['partner.example.net', 'example.org'] })).toEqual(
    ids(({ email }) => /@(partner\.example\.net|example\.org)$/.test(email)),
  );
  expect(await idsOf({ roleIds: ['atlassian/org-admin'] })).toEqual(
    ids(({ kind }) => kind === 'organisation-admin'),
  );
  expect(await idsOf({ claimStatus: 'unmanaged' })).toEqual(ids((person) => !isManaged(person)));
  expect(await idsOf({ accountStatus: ['inactive', 'closed'] })).toEqual(
    ids(({ status }) => status !== 'active'),
  );

  const everybody = await found({ expand: ['platformRoles', 'productAccess', 'groups'] });
  const inGroup = everybody.find((user) => user.groups.length > 0);
  const [group] = inGroup?.groups ?? [];
  expect(await idsOf({ groupIds: [group?.id ?? ''] })).toEqual(
    ids(({ groups }) => groups.includes(group?.name ?? '')),
  );
  expect(everybody.map((user) => user.productAccess.length)).toEqual(
    people.map(({ products }) => Object.keys(products).length),
  );
  const plain = await found({ claimStatus: 'managed' });
  expect(
    plain.every((user) => user.groups.length + user.platformRoles.length + user.productAccess.length === 0),
  ).toBe(true);
});

test('the tokens of the organisation are those that each account names', async () => {
  const { client, organisation } = await open(250);
  const tokens = (await pagesOf(client.organisationTokens(organisation))).flatMap((page) => page.tokens);
  const [used] = tokens.filter((token) => token.lastActive !== null);
  const own = await client.apiTokens(accountId(used?.accountId ?? ''));
  expect(own.ok && own.value.map((token) => token.lastAccess)).toContain(used?.lastActive);
});

test('the audit log has each change with the key that made it, within the time that is asked for', async () => {
  const { client, demo, organisation } = await open(60);
  const person = demo.people().find(({ kind, status }) => kind === 'ordinary' && status === 'active');
  const id = accountId(person?.accountId ?? '');
  const from = Date.now() - 1_000;
  expect((await client.disable(id, null)).ok).toBe(true);
  const events = async (to: number) =>
    (await pagesOf(client.auditEvents(organisation, { from, to }))).flatMap((page) => page.events);
  expect(await events(Date.now() + 1_000)).toMatchObject([
    { action: 'managed_account_deactivated', about: [id], actor: { tokenId: 'demo-key' } },
  ]);
  expect(await events(from)).toEqual([]);
});

test.each(['401', '403', '404', '410'] as const)(
  'a source that answers %s is the organisation’s, not the key’s',
  async (status) => {
    const { demo, client, organisation } = await open(60);
    const closed = {
      usersSearch: status,
      usersCount: status,
      organisationTokens: status,
      serviceAccounts: status,
      auditEvents: status,
    };
    demo.setFaults({ closedSources: closed });
    const faultOf = async (list: AsyncIterable<Answer<unknown>>) => {
      for await (const answer of list) return answer.ok ? null : answer.fault;
      return null;
    };
    const count = await client.countActive(organisation);
    const faults = [
      count.ok ? null : count.fault,
      await faultOf(client.searchUsers(organisation, '-', {})),
      await faultOf(client.organisationTokens(organisation)),
      await faultOf(client.serviceAccounts(organisation)),
      await faultOf(client.auditEvents(organisation, { from: 0, to: 1 })),
    ];
    expect(faults).toMatchObject(
      Array.from({ length: 5 }, () => ({ owner: 'organisation', effect: 'none' })),
    );
    expect(await client.probe(organisation)).toMatchObject({ ok: true, value: 'usable' });
  },
);
