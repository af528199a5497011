import { describe, expect, it } from 'vitest';
import { directoryFiles } from '#lib/adapters/sqlite/directory/directory-files';
import { accountKey } from '#lib/domain/account/account-id';
import { knownValue } from '#lib/domain/directory/facts';
import { isOnList, neverSwept } from '#lib/domain/directory/sweep';
import type { Answer, Fault } from '#lib/domain/outcome/answer';
import type {
  AccountsPage,
  DirectoryUser,
  ManagedAccount,
  UsersPage,
  WorkspacesPage,
} from '#lib/engine/atlassian-shapes';
import { offline } from '#lib/engine/connection/offline';
import { managedListOf, readingsOf } from '#lib/engine/directory/directory';
import { findAdmins, type Sweep, sweepAccounts, sweepUsers } from '#lib/engine/directory/sweep';
import type { Atlassian } from '#lib/engine/ports';
import type { DirectoryStore } from '#lib/engine/storage/directories';

const limited: Fault = {
  code: 'rate-limited',
  owner: 'atlassian',
  effect: 'none',
  repeatable: true,
  waitMs: 5_000,
  status: 429,
  message: 'Too many calls.',
  hint: '',
  detail: null,
};
const missing: Fault = {
  ...limited,
  code: 'not-found',
  owner: 'organisation',
  repeatable: false,
  waitMs: null,
};

function sweep(atlassian: Partial<Atlassian>): Sweep & { waits: number[] } {
  const waits: number[] = [];
  const clock = {
    monotonic: () => 0,
    soon: (work: () => void) => process.nextTick(work),
    wall: () => 1_000,
    moment: () => ({ boot: 'sample', ms: 0 }),
    sleep: async (ms: number) => void waits.push(ms),
    alarm: () => () => {},
  };
  return {
    atlassian: { ...offline, ...atlassian },
    organisationId: 'org',
    store: directoryFiles(null).of({ api: 'sample', organisationId: 'org' }),
    progress: () => undefined,
    signal: new AbortController().signal,
    clock,
    random: () => 0,
    waiting: () => undefined,
    waits,
  };
}

const account = (accountId: string, parts: Partial<ManagedAccount> = {}): ManagedAccount => ({
  accountId,
  type: 'atlassian',
  status: 'active',
  name: accountId,
  email: `${accountId}@example.com`,
  billable: null,
  lastActive: null,
  products: [],
  ...parts,
});
const ok = <T>(value: T): Answer<T> => ({ ok: true, value, status: 200, tookMs: 1 });

/** Pages by cursor: null, then '1', '2' …; each of `faults` occurs once, before the page of that cursor. */
function pages(list: ManagedAccount[][], total: number | null, faults: Record<string, Fault> = {}) {
  const asked: (string | null)[] = [];
  const left = { ...faults };
  async function* managedAccounts(_id: string, _signal?: AbortSignal, from: string | null = null) {
    for (let at = Number(from ?? 0); at < list.length; at += 1) {
      const fault = left[String(at)];
      asked.push(at === 0 ? null : String(at));
      if (fault) {
        delete left[String(at)];
        yield { ok: false, fault, tookMs: 1 } as Answer<AccountsPage>;
        return;
      }
      const next = at + 1 < list.length ? String(at + 1) : null;
      yield ok<AccountsPage>({ accounts: list[at] ?? [], total, next });
    }
  }
  return { managedAccounts, asked };
}

describe('the list of managed accounts', () => {
  const list = [
    [account('a')],
    [account('b', { status: 'inactive' })],
    [account('c', { email: 'c@example.org' })],
  ];

  it('is not known where it became shorter while it was read, since an account may have moved past the cursor', async () => {
    async function* shrinking() {
      yield ok<AccountsPage>({ accounts: [account('a'), account('b')], total: 4, next: '1' });
      // A has left: C has moved to the first page, and D is alone on the second.
      yield ok<AccountsPage>({ accounts: [account('d')], total: 3, next: null });
    }
    const parts = sweep({ managedAccounts: shrinking });
    expect(await sweepAccounts(parts)).toMatchObject({
      state: 'partly',
      message: 'Atlassian says that it manages 4 accounts, and listed 3 of them.',
    });
    expect(isOnList(managedListOf(parts.store), [])).toBeUndefined();
  });

  it('counts and keeps everybody', async () => {
    const parts = sweep(pages(list, 3));
    expect(await sweepAccounts(parts)).toEqual({ state: 'known', at: 1_000 });
    expect(parts.store.sweep('managed-accounts').whole).toEqual({
      generation: 1,
      at: 1_000,
      totals: {
        total: 3,
        active: 2,
        activeByDomain: { 'example.com': 1, 'example.org': 1 },
        activeByProduct: {},
      },
    });
    const known = readingsOf(parts.store, ['a', 'B', 'x']);
    expect([...known.values()].map((made) => made.length)).toEqual([1, 1, 0]);
    const [made] = known.get(accountKey('b')) ?? [];
    expect(made).toMatchObject({ source: 'managed-accounts', at: 1_000, generation: 1 });
    expect({ ...made?.facts, products: made?.facts.products }).toEqual({
      status: 'inactive',
      name: 'b',
      email: 'b@example.com',
      type: 'atlassian',
      claim: 'managed',
      products: [],
    });
  });

  it('waits as asked, and continues with the page that failed', async () => {
    const source = pages(list, 3, { '1': limited });
    const parts = sweep(source);
    expect(await sweepAccounts(parts)).toMatchObject({ state: 'known' });
    expect(parts.store.sweep('managed-accounts').whole?.totals).toMatchObject({ total: 3, active: 2 });
    expect(source.asked).toEqual([null, '1', '1', '2']);
    expect(parts.waits).toEqual([5_000]);
  });

  it('is not taken for complete where it is shorter than Atlassian says', async () => {
    const parts = sweep(pages(list, 30));
    expect(await sweepAccounts(parts)).toMatchObject({ state: 'partly' });
    const state = parts.store.sweep('managed-accounts');
    expect(state).toMatchObject({ part: { state: 'partly' }, whole: null });
    expect(isOnList({ source: 'managed-accounts', state }, [])).toBeUndefined();
  });

  it('tells who is gone only once it was read to its end again, and keeps what was known of them', async () => {
    const parts = sweep(pages(list, 3));
    const isListed = () => {
      const readings = readingsOf(parts.store, ['a']).get(accountKey('a')) ?? [];
      return [isOnList(managedListOf(parts.store), readings), readings.length];
    };
    await sweepAccounts(parts);
    expect(isListed()).toEqual([true, 1]);
    await sweepAccounts({ ...parts, atlassian: { ...offline, ...pages(list.slice(1), 3) } });
    expect(isListed()).toEqual([true, 1]);
    expect(parts.store.sweep('managed-accounts').part).toEqual({ state: 'known', at: 1_000 });
    await sweepAccounts({ ...parts, atlassian: { ...offline, ...pages(list.slice(1), 2) } });
    expect(isListed()).toEqual([false, 1]);
  });

  it('goes on with the page where it was left', async () => {
    const stop = new AbortController();
    const source = pages(list, 3);
    const parts = sweep(source);
    const left = await sweepAccounts({
      ...parts,
      signal: stop.signal,
      progress: () => stop.abort(),
      atlassian: { ...offline, ...pages(list, 3, { '1': limited }) },
    });
    expect(left).toMatchObject({ state: 'partly' });
    expect(parts.store.sweep('managed-accounts').begun).toEqual({
      at: 1_000,
      cursor: '1',
      seen: 1,
      total: 3,
    });
    expect(await sweepAccounts(parts)).toEqual({ state: 'known', at: 1_000 });
    expect(source.asked).toEqual(['1', '2']);
    expect(parts.store.sweep('managed-accounts')).toMatchObject({
      begun: null,
      whole: { generation: 1, totals: { total: 3, active: 2 } },
    });
  });

  it('begins again where Atlassian no longer knows the page, or it was left long ago', async () => {
    const parts = sweep(pages(list, 3));
    const forgotten: Fault = { ...missing, code: 'bad-request' };
    const leave = (at: number) =>
      parts.store.saveSweep('managed-accounts', {
        ...neverSwept,
        generation: 1,
        begun: { at, cursor: '1', seen: 1 },
      });
    leave(1_000);
    const source = pages(list, 3, { '1': forgotten });
    expect(await sweepAccounts({ ...parts, atlassian: { ...offline, ...source } })).toMatchObject({
      state: 'known',
    });
    expect(source.asked).toEqual(['1', null, '1', '2']);
    leave(1_000 - 3_600_001);
    const again = pages(list, 3);
    await sweepAccounts({ ...parts, atlassian: { ...offline, ...again } });
    expect(again.asked).toEqual([null, '1', '2']);
  });

  it('ends with the reason where a page cannot be kept', async () => {
    const full = { message: 'The disk is full.', hint: 'Free some space.' };
    for (const [kept, state] of [
      [0, 'unknown'],
      [1, 'partly'],
    ] as const) {
      const source = pages(list, 3);
      const parts = sweep(source);
      let saved = 0;
      const save: DirectoryStore['save'] = (made) => {
        saved += 1;
        return saved > kept ? full : parts.store.save(made);
      };
      const part = await sweepAccounts({ ...parts, store: { ...parts.store, save } });
      expect(part).toEqual({ state, at: 1_000, ...full });
      expect(parts.store.sweep('managed-accounts')).toMatchObject({ generation: 1, part, whole: null });
      expect(source.asked).toHaveLength(kept + 1);
    }
  });

  it('is unknown with its reason where the organisation does not offer it', async () => {
    const parts = sweep(pages(list, 3, { '0': missing }));
    expect(await sweepAccounts(parts)).toMatchObject({ state: 'unknown', message: 'Too many calls.' });
    expect([...readingsOf(parts.store, ['a', 'b', 'c']).values()].flat()).toEqual([]);
  });
});

describe('the search', () => {
  /** The pages of a search, by cursor. `counts` are the answers to how many accounts there are, one after the other. */
  function searched(lists: string[][], counts: (number | Fault)[]) {
    const left = [...counts];
    const asked: (string | null)[] = [];
    const parts = sweep({
      async countManaged() {
        const count = left.shift() ?? missing;
        return typeof count === 'number' ? ok(count) : { ok: false, fault: count, tookMs: 1 };
      },
      async *searchUsers(_org, _directory, _query, signal, from = null) {
        for (let at = Number(from ?? 0); at < lists.length; at += 1) {
          asked.push(at === 0 ? null : String(at));
          if (signal?.aborted) {
            yield { ok: false, fault: missing, tookMs: 1 };
            return;
          }
          const next = at + 1 < lists.length ? String(at + 1) : null;
          yield ok<UsersPage>({ users: (lists[at] ?? []).map((id) => user(id, [])), next });
        }
      },
    });
    return { parts, asked };
  }

  it('is whole where it lists as many accounts as were counted, whatever their status', async () => {
    const { parts } = searched([['a', 'b'], ['c']], [3]);
    expect(await sweepUsers(parts, false)).toEqual({ state: 'known', at: 1_000 });
    const { parts: short } = searched([['a', 'b'], ['c']], [4]);
    expect(await sweepUsers(short, false)).toMatchObject({
      state: 'partly',
      message: 'Atlassian says that it manages 4 accounts, and listed 3 of them.',
    });
  });

  it('counts again where that failed for a moment', async () => {
    const { parts } = searched([['a', 'b'], ['c']], [limited, 3]);
    expect(await sweepUsers(parts, false)).toMatchObject({ state: 'known' });
  });

  it('of several pages is not whole where nothing says how long it is; one page is', async () => {
    const { parts } = searched([['a', 'b'], ['c']], []);
    expect(await sweepUsers(parts, false)).toMatchObject({
      state: 'partly',
      message:
        'Atlassian did not say how many accounts there are, so an account may be missing from its list.',
    });
    expect(isOnList(managedListOf(parts.store), [])).toBeUndefined();
    const { parts: one } = searched([['a', 'b', 'c']], []);
    expect(await sweepUsers(one, false)).toMatchObject({ state: 'known' });
  });

  it('is compared with the list of managed accounts where nothing is counted', async () => {
    const { parts } = searched([['a', 'b'], ['c']], []);
    await sweepAccounts({
      ...parts,
      atlassian: { ...offline, ...pages([['a', 'b', 'c'].map((id) => account(id))], 3) },
    });
    expect(await sweepUsers(parts, false)).toMatchObject({ state: 'known' });
    const { parts: short } = searched([['a'], ['c']], []);
    await sweepAccounts({
      ...short,
      atlassian: { ...offline, ...pages([['a', 'b', 'c'].map((id) => account(id))], 3) },
    });
    expect(await sweepUsers(short, false)).toMatchObject({ state: 'partly' });
  });

  it('that was left is compared with the number from before its first page', async () => {
    const stop = new AbortController();
    const { parts, asked } = searched([['a', 'b'], ['c']], [4, 3]);
    await sweepUsers({ ...parts, signal: stop.signal, progress: () => stop.abort() }, false);
    expect(await sweepUsers(parts, false)).toMatchObject({ state: 'partly' });
    expect(asked.filter((cursor) => cursor === null)).toHaveLength(1);
  });
});

const user = (accountId: string, platformRoles: string[]): DirectoryUser => ({
  accountId,
  accountType: 'atlassian',
  accountStatus: 'active',
  status: 'active',
  claimStatus: 'managed',
  managementSource: null,
  name: accountId,
  email: '',
  platformRoles,
  groups: [],
  productAccess: [],
});
const searchable = (users: DirectoryUser[]) =>
  sweep({
    async *searchUsers() {
      yield ok<UsersPage>({ users, next: null });
    },
  });

describe('the organisation admins', () => {
  it('are those who have the role; the others of the answer may be', async () => {
    const found = await findAdmins(
      searchable([user('a', ['atlassian/org-admin']), user('b', []), user('c', ['atlassian/site-admin'])]),
    );
    expect(found).toMatchObject({
      admins: { state: 'known', value: [{ accountId: 'a' }] },
      mayBe: [{ accountId: 'b' }, { accountId: 'c' }],
    });
  });

  it('are known also where they cannot be kept', async () => {
    const parts = searchable([user('a', ['atlassian/org-admin'])]);
    const save = () => ({ message: 'The disk is full.', hint: '' });
    const found = await findAdmins({ ...parts, store: { ...parts.store, save } });
    expect(found.admins).toMatchObject({ state: 'known' });
  });

  it('stay on the list after a question about them, with what the list said', async () => {
    const admin = user('a', ['atlassian/org-admin']);
    const parts = searchable([{ ...admin, productAccess: [{ key: 'jira', id: null, lastActive: null }] }]);
    await sweepUsers(parts, false);
    await findAdmins({ ...parts, atlassian: { ...searchable([admin]).atlassian } });
    const readings = readingsOf(parts.store, ['a']).get(accountKey('a')) ?? [];
    expect(isOnList(managedListOf(parts.store), readings)).toBe(true);
    expect(knownValue(readings, 'products')).toEqual([{ name: 'Jira', lastActive: null }]);
  });

  it.each([false, true])('are listed with their groups only if a rule needs them: %s', async (asksGroups) => {
    const asked: unknown[] = [];
    const parts = sweep({
      async *searchUsers(_organisation, _directory, { expand }) {
        asked.push(expand?.includes('groups'));
        const groups = [
          { id: 'g-1', name: 'vip' },
          { id: 'g-2', name: null },
        ];
        yield ok<UsersPage>({ users: [{ ...user('a', []), groups: asksGroups ? groups : [] }], next: null });
      },
    });
    await sweepUsers(parts, asksGroups);
    expect(asked).toEqual([asksGroups]);
    const readings = readingsOf(parts.store, ['a']).get(accountKey('a')) ?? [];
    expect(knownValue(readings, 'groups')).toEqual(asksGroups ? ['vip', 'g-2'] : undefined);
  });

  it('are not known where Atlassian names nobody at all: every organisation has one', async () => {
    expect((await findAdmins(searchable([]))).admins).toMatchObject({ state: 'unknown' });
  });

  it.each([[[]], [['atlassian/site-admin']]])(
    'are not known where nobody has that role: then nobody is protected by mistake, and all may be (%j)',
    async (roles) => {
      const found = await findAdmins(searchable([user('a', roles), user('b', [])]));
      expect(found).toMatchObject({
        admins: { state: 'unknown' },
        mayBe: [{ accountId: 'a' }, { accountId: 'b' }],
      });
    },
  );
});

describe('the products of users that the search finds', () => {
  const access = (key: string, site: string | null) => ({
    key,
    id: site && `ari:cloud:${key}::site/${site}`,
    lastActive: null,
  });
  const searched: DirectoryUser = {
    ...user('a', []),
    productAccess: [access('jira', '11111111-aaaa'), access('confluence', '22222222-bbbb')],
  };
  const refused: Answer<never> = { ok: false, fault: missing, tookMs: 1 };
  const namesOf = async (answers: Answer<WorkspacesPage>[]) => {
    const asked: string[] = [];
    const parts = searchable([searched]);
    await sweepUsers(
      {
        ...parts,
        atlassian: {
          ...parts.atlassian,
          async *workspaces(organisation) {
            asked.push(organisation);
            const answer = answers.shift();
            if (answer) yield answer;
          },
        },
      },
      false,
    );
    const [reading] = readingsOf(parts.store, ['a']).get(accountKey('a')) ?? [];
    const names = (products: readonly { name: string }[] = []) => products.map(({ name }) => name);
    return {
      named: names(reading?.facts.products),
      numbered: names(reading?.facts.productsBySiteId),
      asked: asked.length,
    };
  };
  const at = (site: string, url: string | null) => ({ id: `ari:cloud:platform::site/${site}`, url });

  it('have the names of their sites, and the IDs of those that have none', async () => {
    const workspaces = [at('11111111-aaaa', 'https://one.example.com/jira'), at('22222222-bbbb', null)];
    expect(await namesOf([ok({ workspaces, next: null })])).toEqual({
      named: ['Jira · one.example.com'],
      numbered: ['Confluence · site 22222222'],
      asked: 1,
    });
  });

  it('have IDs where the sites are refused, and names where a second question is answered', async () => {
    expect(await namesOf([refused])).toEqual({
      named: [],
      numbered: ['Jira · site 11111111', 'Confluence · site 22222222'],
      asked: 1,
    });
    const both = [at('11111111-aaaa', 'https://one.example.com'), at('22222222-bbbb', 'two.example.com')];
    const again: Answer<never> = { ok: false, fault: limited, tookMs: 1 };
    expect(await namesOf([again, ok({ workspaces: both, next: null })])).toEqual({
      named: ['Jira · one.example.com', 'Confluence · two.example.com'],
      numbered: [],
      asked: 2,
    });
  });
});
