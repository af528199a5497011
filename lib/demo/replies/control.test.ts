import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noFaults } from '#lib/demo/faults/faults';
import type { DemoOrganisation } from '#lib/demo/server';
import { accountPath, ask, closeAll, organisationOf, personOf } from '#test/documented/asking';

let organisation: DemoOrganisation;
beforeEach(async () => {
  organisation = await organisationOf({ people: 60 });
});
afterEach(closeAll);

const put = (body: unknown) => ask(organisation, '/_demo/faults', { method: 'PUT', body });

describe('switching faults over HTTP', () => {
  it('adds to what is on, and shows all of it', async () => {
    expect(await put({ latencyMs: 5 })).toMatchObject({ status: 200, body: { ...noFaults, latencyMs: 5 } });
    const storm = { next: 3, headers: 'none', on: ['profile'], after: 1 };
    await put({ storm });
    const read = await ask(organisation, '/_demo/faults');
    expect(read.body).toEqual({ ...noFaults, latencyMs: 5, storm });
  });

  it.each([
    [{ latencyMs: -1 }, 'latencyMs'],
    [{ storm: { headers: 'iso' } }, 'storm'],
    [{ hang: { next: 1, on: 'everything' } }, 'hang'],
    [{ deactivatedReads: 'gone' }, 'deactivatedReads'],
    [{ perAccount: { a: [{ answer: 99 }] } }, 'perAccount'],
    [{ wind: 3 }, 'wind'],
    [[], 'JSON object'],
  ])('refuses %j by name and changes nothing', async (body, named) => {
    const answer = await put(body);
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).toContain(named);
    expect((await ask(organisation, '/_demo/faults')).body).toEqual(noFaults);
  });

  it('is not for web pages', async () => {
    const strange: Record<string, string>[] = [
      { origin: 'https://elsewhere.example.net' },
      { 'sec-fetch-site': 'cross-site' },
    ];
    for (const headers of strange) {
      const sent = request(`${organisation.url}/_demo/ledger`, { headers }).end();
      const [response] = (await once(sent, 'response')) as [IncomingMessage];
      response.resume();
      expect(response.statusCode).toBe(403);
    }
  });
});

it('a reset brings back the people of the seed, without faults and calls', async () => {
  const { accountId } = personOf(organisation, 'ordinary');
  await ask(organisation, accountPath(accountId, '/lifecycle/disable'), { method: 'POST', body: {} });
  await put({ latencyMs: 1 });
  expect((await ask(organisation, '/_demo/reset', { method: 'POST' })).status).toBe(200);
  expect(organisation.ledger()).toEqual([]);
  const found = organisation.people().find((person) => person.accountId === accountId);
  expect(found?.status).toBe('active');
  expect((await ask(organisation, '/_demo/faults')).body).toEqual(noFaults);
});

it('what it is can be asked, and both exports can be had', async () => {
  const info = await ask(organisation, '/_demo/info');
  expect(info.body).toMatchObject({
    organisationId: organisation.organisationId,
    organisationName: 'Example Org',
    people: 60,
    apiKey: organisation.apiKey,
    keys: organisation.keys,
  });
  for (const kind of ['users', 'managed-accounts'] as const) {
    const csv = await ask(organisation, `/_demo/exports/${kind}.csv`);
    expect(csv.body).toBe(organisation.exportCsv(kind));
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  }
  expect((await ask(organisation, '/_demo/elsewhere')).status).toBe(404);
});

describe('a reset', () => {
  const reset = (body: unknown) => ask(organisation, '/_demo/reset', { method: 'POST', body });

  it('makes an organisation of another size and seed at the same address', async () => {
    const before = organisation.organisationId;
    const answer = await reset({ people: 30, seed: 8 });
    expect(answer).toMatchObject({ status: 200, body: { people: 30, seed: 8 } });
    expect(organisation.people()).toHaveLength(30);
    expect(organisation.organisationId).not.toBe(before);
    const fresh = await organisationOf({ people: 30, seed: 8 });
    expect(organisation.organisationId).toBe(fresh.organisationId);
    expect(organisation.exportCsv('users')).toBe(fresh.exportCsv('users'));
  });

  it.each([[{ people: -1 }], [{ people: 1.5 }], [{ size: 3 }], [[]]])('refuses %j', async (body) => {
    expect((await reset(body)).status).toBe(400);
    expect(organisation.people()).toHaveLength(60);
  });
});
