import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ClosedAnswer, closedAnswers } from '#lib/demo/faults/faults';
import { type SourceName, sourceNames } from '#lib/demo/operations';
import { isManaged, lastActive } from '#lib/demo/people/person';
import type { DemoOrganisation } from '#lib/demo/server';
import {
  accountPath,
  accountQuestions,
  ask,
  closeAll,
  expectDocumented,
  organisationOf,
  organisationQuestions,
  personOf,
} from '#test/documented/asking';

const day = 86_400_000;
const today = Date.UTC(2026, 5, 1, 12);

let organisation: DemoOrganisation;
let now = today;
beforeAll(async () => {
  organisation = await organisationOf({ people: 250, now: () => now });
});
afterEach(() => {
  organisation.reset();
  now = today;
});
afterAll(closeAll);

const apiAccess = () => `/admin/api-access/v1/orgs/${organisation.organisationId}`;

interface Token {
  id: string;
  lastActiveAt?: string;
  user: { id: string };
}

/** Every token of the organisation, in pages of this size. */
async function allTokens(pageSize: number): Promise<Token[]> {
  const found: Token[] = [];
  let cursor: string | undefined;
  do {
    const query = `pageSize=${pageSize}${cursor === undefined ? '' : `&cursor=${cursor}`}`;
    const answer = await ask(organisation, `${apiAccess()}/api-tokens?${query}`);
    expectDocumented('organisationTokens', answer);
    const { data, links } = answer.body as { data: Token[]; links: { next?: string } };
    expect(data.length).toBeLessThanOrEqual(pageSize);
    found.push(...data);
    cursor = links.next;
  } while (cursor !== undefined);
  return found;
}

describe('the API tokens of the organisation', () => {
  it('are those of each managed account, each once, whatever the page size is', async () => {
    const found = await allTokens(1_000);
    const ids = found.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect((await allTokens(7)).map(({ id }) => id)).toEqual(ids);
    for (const { accountId } of organisation.people().filter(isManaged).slice(0, 40)) {
      const own = (await ask(organisation, accountPath(accountId, '/api-tokens'))).body as Token[];
      expect(own.map(({ id }) => id)).toEqual(
        found.filter(({ user }) => user.id === accountId).map(({ id }) => id),
      );
    }
  });

  it('show programs behind accounts of people who were not seen for long', async () => {
    const isRecent = (time: string | undefined) => Date.parse(time ?? '') > today - 7 * day;
    const used = new Set(
      (await allTokens(1_000)).filter((token) => isRecent(token.lastActiveAt)).map(({ user }) => user.id),
    );
    expect(used).toContain(personOf(organisation, 'service-account').accountId);
    const people = organisation.people().filter((person) => used.has(person.accountId));
    const hidden = people.filter(
      (person) => Date.parse(lastActive(person) ?? '2000-01-01') < today - 90 * day,
    );
    expect(hidden.length).toBeGreaterThan(0);
    expect(people.length).toBeLessThan(organisation.people().length / 4);
  });

  it('are fewer by one that was deleted', async () => {
    const before = await allTokens(1_000);
    const [first] = before;
    const path = accountPath(first?.user.id ?? '', `/api-tokens/${first?.id}`);
    expect((await ask(organisation, path, { method: 'DELETE' })).status).toBe(204);
    expect(await allTokens(1_000)).toEqual(before.slice(1));
  });

  it.each(['0', '1001', 'x', ''])('are refused for a page size of %j', async (size) => {
    const answer = await ask(organisation, `${apiAccess()}/api-tokens?pageSize=${size}`);
    expectDocumented('organisationTokens', answer);
    expect(answer.status).toBe(400);
  });

  it('cannot be revoked here', async () => {
    const answer = await ask(organisation, `${apiAccess()}/api-tokens`, { method: 'DELETE' });
    expect(answer.status).toBe(405);
  });
});

describe('the service accounts', () => {
  it('come in pages whose links are whole addresses, each account once', async () => {
    const big = await organisationOf({ people: 10_000 });
    const seen: unknown[] = [];
    let next: string | undefined =
      `${big.url}/admin/api-access/v1/orgs/${big.organisationId}/service-accounts`;
    while (next !== undefined) {
      const url: URL = new URL(next);
      const answer = await ask(big, `${url.pathname}${url.search}`);
      expectDocumented('serviceAccounts', answer);
      const page = answer.body as {
        items: { atlassianId: string }[];
        links: { next?: string };
        total: number;
      };
      expect(page.total).toBe(100);
      seen.push(...page.items.map(({ atlassianId }) => atlassianId));
      next = page.links.next;
    }
    expect(seen).toEqual(big.serviceAccounts().map(({ accountId }) => accountId));
    expect(new Set(seen).size).toBe(100);
  });

  it('are in no list of people and in no export, and their profile says that they are apps', async () => {
    const [account] = organisation.serviceAccounts();
    const { accountId = '', email = '' } = account ?? {};
    const lists = organisationQuestions(organisation.organisationId, accountId).filter(([operation]) =>
      ['managedAccounts', 'usersSearch', 'organisationTokens'].includes(operation),
    );
    for (const [, method, path, body] of lists) {
      const answer = await ask(organisation, path, { method, body });
      expect(JSON.stringify(answer.body)).not.toContain(accountId);
    }
    const searched = await ask(
      organisation,
      `/admin/v2/orgs/${organisation.organisationId}/directories/-/users/search`,
      { method: 'POST', body: { accountIds: [accountId] } },
    );
    expect(searched.body).toMatchObject({ data: [] });
    expect(organisation.exportCsv('users') + organisation.exportCsv('managed-accounts')).not.toContain(email);
    const profile = await ask(organisation, accountPath(accountId, '/profile'));
    expect(profile.body).toMatchObject({ account: { account_type: 'app', email } });
  });

  it('are the same for the same seed, and leave the people as they are', async () => {
    const other = await organisationOf({ people: 250, now: () => now });
    expect(other.serviceAccounts()).toEqual(organisation.serviceAccounts());
    expect(other.people()).toEqual(organisation.people());
  });
});

describe('a source that is switched off', () => {
  const asked = (source: SourceName) => {
    const { accountId } = personOf(organisation, 'ordinary');
    const about = accountQuestions.map(
      ([operation, method, rest, body]) => [operation, method, accountPath(accountId, rest), body] as const,
    );
    const all = [...organisationQuestions(organisation.organisationId, accountId), ...about];
    const question = all.find(([operation]) => operation === source);
    if (!question) throw new Error(`nothing asks for ${source}`);
    const [, method, path, body] = question;
    return ask(organisation, path, { method, body });
  };

  it.each(sourceNames.flatMap((source) => closedAnswers.map((status) => [source, status] as const)))(
    '%s answers %s, and the others go on',
    async (source: SourceName, status: ClosedAnswer) => {
      organisation.setFaults({ closedSources: { [source]: status } });
      for (const each of sourceNames) {
        const answer = await asked(each);
        expect([each, answer.status]).toEqual([each, each === source ? Number(status) : 200]);
      }
    },
  );

  it('is switched off with others at once, over HTTP', async () => {
    const faults = { closedSources: { usersCount: '404', serviceAccounts: '403' } };
    const put = (body: unknown) => ask(organisation, '/_demo/faults', { method: 'PUT', body });
    expect((await put(faults)).body).toMatchObject(faults);
    expect((await asked('usersCount')).status).toBe(404);
    expect((await asked('serviceAccounts')).status).toBe(403);
    expect((await put({ closedSources: {} })).status).toBe(200);
    expect((await asked('usersCount')).status).toBe(200);
    for (const wrong of [{ profile: '404' }, { usersCount: 404 }, { usersCount: '500' }, '404']) {
      expect((await put({ closedSources: wrong })).status).toBe(400);
    }
  });
});

describe('a search that lags', () => {
  it('shows the old status for a while, where profile, list and count show the new one', async () => {
    organisation.setFaults({ staleSearchMs: 5_000 });
    const { accountId } = personOf(organisation, 'ordinary');
    await ask(organisation, accountPath(accountId, '/lifecycle/disable'), { method: 'POST', body: {} });
    const v2 = `/admin/v2/orgs/${organisation.organisationId}/directories/-/users`;
    const search = async () => {
      const body = { accountIds: [accountId], accountStatus: ['active'] };
      const answer = await ask(organisation, `${v2}/search`, { method: 'POST', body });
      return (answer.body as { data: unknown[] }).data.length;
    };
    const profile = await ask(organisation, accountPath(accountId, '/profile'));
    expect(profile.body).toMatchObject({ account: { account_status: 'inactive' } });
    const counted = await ask(organisation, `${v2}/count?claimStatus=managed&accountStatus=active`);
    const active = organisation.people().filter((person) => isManaged(person) && person.status === 'active');
    expect(counted.body).toEqual({ count: active.length });
    expect(await search()).toBe(1);
    now += 5_000;
    expect(await search()).toBe(0);
  });
});
