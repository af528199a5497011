import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Faults } from '#lib/demo/faults/faults';
import type { DemoOrganisation } from '#lib/demo/server';
import { accountPath, ask, closeAll, organisationOf, personOf } from '#test/documented/asking';
import { until } from '#test/until';

let now = 0;
let organisation: DemoOrganisation;

beforeEach(async () => {
  now = Date.UTC(2026, 0, 1, 12);
  organisation = await organisationOf({ people: 60, now: () => now });
});
afterEach(closeAll);

const someone = () => personOf(organisation, 'ordinary').accountId;
const active = () =>
  organisation.people().filter(({ kind, status }) => kind === 'ordinary' && status === 'active');

function disable(accountId = someone()) {
  return ask(organisation, accountPath(accountId, '/lifecycle/disable'), { method: 'POST', body: {} });
}

function profile(accountId = someone()) {
  return ask(organisation, accountPath(accountId, '/profile'));
}

const last = () => organisation.ledger().at(-1);

/** Whether the connection ended without a complete answer. */
async function lost(call: Promise<unknown>): Promise<boolean> {
  return call.then(
    () => false,
    () => true,
  );
}

describe('a rate limit', () => {
  it.each([
    ['iso', 'x-ratelimit-reset', '2026-01-01T12:01:00Z', '2026-01-01T12:01:00Z'],
    ['iso-minutes', 'x-ratelimit-reset', '2026-01-01T12:01+0000', '2026-01-01T12:01+0000'],
    ['epoch', 'x-ratelimit-reset', '1767268860', '1767268860'],
    ['retry-after-seconds', 'retry-after', '60', null],
    ['retry-after-date', 'retry-after', 'Thu, 01 Jan 2026 12:01:00 GMT', null],
  ] as const)('by %s says when to come again', async (headers, name, refused, allowed) => {
    organisation.setFaults({ rateLimit: { perMinute: 2, headers } });
    const first = await disable();
    expect([first.status, first.headers.get(name)]).toEqual([204, allowed]);
    expect((await disable()).status).toBe(204);
    const third = await disable();
    expect([third.status, third.headers.get(name)]).toEqual([429, refused]);
    expect(third.body).toEqual({ code: 429, message: 'Too Many Requests' });
    expect(last()).toMatchObject({ answered: 429, effect: null });
    now += 60_000;
    expect((await disable()).status).toBe(204);
  });

  it('without headers says nothing, and is for lifecycle calls unless aimed', async () => {
    organisation.setFaults({ rateLimit: { perMinute: 0, headers: 'none' } });
    const refused = await disable();
    expect(refused.status).toBe(429);
    expect([...refused.headers.keys()].filter((name) => /rate|retry/.test(name))).toEqual([]);
    expect((await profile()).status).toBe(200);
    organisation.setFaults({ rateLimit: { perMinute: 0, headers: 'none', on: 'any' } });
    expect((await profile()).status).toBe(429);
  });
});

describe('a storm of 429', () => {
  it('begins after and lasts for a number of calls, and changes nothing', async () => {
    organisation.setFaults({ storm: { next: 2, after: 1, headers: 'retry-after-seconds', seconds: 7 } });
    const statuses: number[] = [];
    for (let call = 0; call < 4; call += 1) {
      const answer = await disable();
      statuses.push(answer.status);
      expect(answer.headers.get('retry-after')).toBe(answer.status === 429 ? '7' : null);
    }
    expect(statuses).toEqual([204, 429, 429, 204]);
  });

  it('is said in the words of the API that was called', async () => {
    organisation.setFaults({ storm: { next: 1, on: 'any' } });
    const path = `/admin/v2/orgs/${organisation.organisationId}/directories`;
    expect((await ask(organisation, path)).body).toMatchObject({ errors: [{ code: 'ADMIN-429-1' }] });
  });
});

describe('failures of the server', () => {
  it.each([
    ['json', 'application/json;charset=UTF-8', { code: 502, message: 'Bad Gateway' }],
    ['html', 'text/html; charset=utf-8', expect.stringContaining('<title>502 Bad Gateway</title>')],
    ['empty', null, undefined],
  ] as const)('come as %s', async (as, type, body) => {
    organisation.setFaults({ serverErrors: { next: 1, as, status: 502 } });
    const answer = await disable();
    expect(answer).toMatchObject({ status: 502 });
    expect(answer.body).toEqual(body);
    expect(answer.headers.get('content-type')).toBe(type);
    expect(last()).toMatchObject({ answered: 502, effect: null });
    expect((await disable()).status).toBe(204);
  });

  it('come at every n-th call', async () => {
    organisation.setFaults({ serverErrors: { everyKth: 3 } });
    const statuses: number[] = [];
    for (let call = 0; call < 6; call += 1) statuses.push((await disable()).status);
    expect(statuses).toEqual([204, 204, 503, 204, 204, 503]);
  });
});

describe('a lost answer', () => {
  it.each([
    ['cutBeforeWrite', 'active', 'cut'],
    ['cutAfterWrite', 'inactive', 'cut'],
    ['truncatedBody', 'inactive', 'cut'],
  ] as const)('by %s leaves the account %s', async (fault, status, answered) => {
    const accountId = someone();
    organisation.setFaults({ [fault]: 1 });
    expect(await lost(disable(accountId))).toBe(true);
    const effect = status === 'inactive' ? 'deactivated' : null;
    expect(last()).toMatchObject({ answered, effect });
    expect(organisation.people().find((each) => each.accountId === accountId)?.status).toBe(status);
    expect((await disable(accountId)).status).toBe(204);
  });

  it('by 504 leaves the account inactive', async () => {
    organisation.setFaults({ applyThen504: 1 });
    expect((await disable()).status).toBe(504);
    expect(last()).toMatchObject({ answered: 504, effect: 'deactivated' });
  });

  it('by silence leaves the account as it was, and the connection open until the caller gives up', async () => {
    const accountId = someone();
    organisation.setFaults({ hang: 1 });
    const controller = new AbortController();
    const path = accountPath(accountId, '/lifecycle/disable');
    const call = fetch(`${organisation.url}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${organisation.apiKey}`, 'content-type': 'application/json' },
      body: '{}',
      signal: controller.signal,
    });
    await until(() => last()?.answered === 'hang');
    expect((await profile(accountId)).status).toBe(200);
    expect(last()?.inFlight).toBe(2);
    controller.abort();
    expect(await lost(call)).toBe(true);
    // The server notices that with a delay.
    do await profile(accountId);
    while (last()?.inFlight !== 1);
  });

  it('is not used up by a call that changes nothing', async () => {
    const [first, second] = active();
    await disable(first?.accountId);
    organisation.setFaults({ cutAfterWrite: 1 });
    expect((await disable(first?.accountId)).status).toBe(204);
    expect(await lost(disable(second?.accountId))).toBe(true);
  });

  it('can be that of a read', async () => {
    organisation.setFaults({ truncatedBody: { next: 1, on: ['profile'] } });
    expect(await lost(profile())).toBe(true);
    expect((await profile()).status).toBe(200);
  });
});

it('a redirect leads to the same server by its other name', async () => {
  organisation.setFaults({ redirect: 1 });
  const answer = await disable();
  expect(answer.status).toBe(302);
  expect(new URL(String(answer.headers.get('location'))).hostname).toBe('localhost');
  expect(last()).toMatchObject({ answered: 302, effect: null });
});

describe('a key revoked in the middle', () => {
  it('is refused for lifecycle calls after a number of them, and for no others', async () => {
    organisation.setFaults({ keyRevokedAfter: 2 });
    const statuses: number[] = [];
    for (const { accountId } of active().slice(0, 4)) statuses.push((await disable(accountId)).status);
    expect(statuses).toEqual([204, 204, 401, 401]);
    expect((await profile()).status).toBe(200);
    organisation.setFaults({ keyRevokedAfter: null });
    expect((await disable()).status).toBe(204);
  });

  it('is refused to everything where so aimed', async () => {
    organisation.setFaults({ keyRevokedAfter: { calls: 1, on: 'any' } });
    await disable();
    expect([(await disable()).status, (await profile()).status]).toEqual([401, 401]);
    expect((await ask(organisation, '/admin/v1/orgs')).status).toBe(401);
  });
});

describe('answers written beforehand', () => {
  it('come in their order for one account, and for nobody else', async () => {
    const [first, second] = active();
    const id = String(first?.accountId);
    organisation.setFaults({
      perAccount: {
        [id]: [
          { answer: 409, body: { key: 'conflict' } },
          { answer: 204, apply: true },
        ],
      },
    });
    expect((await disable(second?.accountId)).status).toBe(204);
    expect(await disable(id)).toMatchObject({ status: 409, body: { key: 'conflict' } });
    expect(first?.status).toBe('active');
    expect((await disable(id)).status).toBe(204);
    expect(last()?.effect).toBe('deactivated');
  });

  it('may lose the answer of a change that took effect', async () => {
    const id = someone();
    organisation.setFaults({ perAccount: { [id]: [{ answer: 'cut', apply: true }] } });
    expect(await lost(disable(id))).toBe(true);
    expect(last()).toMatchObject({ answered: 'cut', effect: 'deactivated' });
  });
});

describe('latency', () => {
  it('holds every answer back until it is over or switched off, and what is under way is counted', async () => {
    organisation.setFaults({ latencyMs: 600_000, jitterMs: 10 });
    const people = active().slice(0, 3);
    const calls = people.map(({ accountId }) => disable(accountId));
    await until(() => organisation.ledger().length === 3);
    expect(organisation.ledger().map(({ inFlight }) => inFlight)).toEqual([1, 2, 3]);
    expect(people.map(({ status }) => status)).toEqual(['active', 'active', 'active']);
    organisation.resetFaults();
    expect((await Promise.all(calls)).map(({ status }) => status)).toEqual([204, 204, 204]);
    organisation.setFaults({ latencyMs: 20 });
    expect((await disable(active()[0]?.accountId)).status).toBe(204);
  });

  it('holds back only the calls it is aimed at', async () => {
    organisation.setFaults({ latencyMs: 600_000, latencyOn: 'lifecycle' });
    const call = disable();
    await until(() => organisation.ledger().length === 1);
    expect((await profile()).status).toBe(200);
    expect(organisation.ledger().map(({ answered }) => answered)).toEqual([null, 200]);
    organisation.resetFaults();
    expect((await call).status).toBe(204);
  });
});

it('nothing is on unless it is switched on, and a reset switches all of it off', async () => {
  const faults: Partial<Faults> = { cutBeforeWrite: 5, keyRevokedAfter: 0, latencyMs: 1 };
  organisation.setFaults(faults);
  organisation.resetFaults();
  expect((await disable()).status).toBe(204);
});

describe('showers', () => {
  const answers = async (seed: number) => {
    organisation.setFaults({ showers: { share: 0.3, seed, on: 'any' } });
    const found: string[] = [];
    for (let call = 0; call < 60; call += 1) {
      const { status, headers } = await profile();
      found.push(`${status} ${headers.get('retry-after') ?? ''}`.trim());
    }
    return found;
  };

  it('answer some calls with 500 or 429, the same ones for the same seed', async () => {
    const found = await answers(5);
    expect(new Set(found)).toEqual(new Set(['200', '500', '429 0', '429 1']));
    expect(await answers(5)).toEqual(found);
    expect(await answers(6)).not.toEqual(found);
  });

  it('change nothing when they meet a call', async () => {
    organisation.setFaults({ showers: { share: 1, seed: 1 } });
    expect([429, 500]).toContain((await disable()).status);
    expect(last()?.effect).toBeNull();
  });
});
