/** Tests rules with a real database and a real demo organisation, whose ledger shows who was called. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Papa from 'papaparse';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DemoOrganisation, startDemoOrganisation } from '#lib/demo/server';
import type { App } from '#lib/server/app';
import { composedApp } from '#test/composed-app';
import { answered } from '#test/demo-job';
import { fastClock } from '#test/fast-clock';
import { bytesOf } from '#test/samples/postman';

let organisation: DemoOrganisation;
let dataDir: string;
let app: App;

beforeEach(async () => {
  organisation = await startDemoOrganisation();
  dataDir = mkdtempSync(path.join(tmpdir(), 'lockstep-rules-'));
  app = await open();
});
afterEach(async () => {
  await app.close();
  await organisation.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function open(): Promise<App> {
  const { url, apiKey, organisationId } = organisation;
  return composedApp({
    dataDir,
    apiUrl: url,
    apiKey,
    organisationId,
    clock: fastClock(),
  });
}

function unwrap<T>(result: { ok: true; value: T } | { ok: false; error: { message: string } }): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

type Group = (name: string) => string;

/** Uploads this many ordinary people, each in the groups that `group` returns. */
async function upload(count: number, group: Group = () => 'everyone', columns = true): Promise<string> {
  const people = organisation
    .people()
    .filter(({ kind, status }) => kind === 'ordinary' && status === 'active')
    .slice(0, count);
  const fields = ['User id', 'User name', 'email', 'User status', ...(columns ? ['Groups'] : [])];
  const data = people.map((person, at) => [
    person.accountId,
    `Person ${at}`,
    person.email,
    'Active',
    ...(columns ? [group(`Person ${at}`)] : []),
  ]);
  async function* file() {
    yield new TextEncoder().encode(`${Papa.unparse({ fields, data })}\r\n`);
  }
  const roster = unwrap(await app.engine.rosters.upload(file(), { name: 'users.csv', writtenAt: null }));
  unwrap(await app.engine.rosters.setOperatorAbsent(roster.id, 'admin@example.net'));
  return roster.id;
}

const called = () =>
  organisation
    .ledger()
    .flatMap(({ operation, accountId }) => (operation === 'lifecycle.disable' ? [accountId] : []));
const ids = async (rosterId: string) =>
  unwrap(await app.engine.rosters.review(rosterId)).map(({ user }) => user.accountId);
const vip = { kind: 'group', pattern: 'vip-*', reason: 'The board' } as const;

describe('a rule', () => {
  it('previews whom it would protect without a change, and then protects them with its reason', async () => {
    const rosterId = await upload(5, (name) => (name === 'Person 2' ? 'vip-board' : 'everyone'));
    const preview = unwrap(await app.engine.rules.preview(rosterId, vip));
    expect(preview.map(({ name }) => name)).toEqual(['Person 2']);
    expect(await app.engine.rosters.counts(rosterId)).toMatchObject({ ticked: 5, protected: 0 });
    unwrap(await app.engine.rules.add(vip));
    expect(await app.engine.rosters.counts(rosterId)).toMatchObject({ ticked: 4, protected: 1 });
    const [caught] = preview;
    expect(app.engine.protections.reasonAgainst(caught?.accountId ?? '')).toContain('The board');
    expect((await app.engine.rules.add({ ...vip, pattern: 'VIP-*' })).ok).toBe(false);
  });

  it('outlives a restart, and protects in rosters that come later', async () => {
    unwrap(await app.engine.rules.add({ kind: 'name', pattern: 'person 1', reason: 'r' }));
    await app.close();
    app = await open();
    const rosterId = await upload(3);
    expect(await app.engine.rosters.counts(rosterId)).toMatchObject({ ticked: 2, protected: 1 });
    expect(app.engine.rules.list()).toMatchObject([{ pattern: 'person 1', count: 1 }]);
  });

  it('lets somebody go only when a newer file says that they no longer fit', async () => {
    const first = await upload(2, (name) => (name === 'Person 0' ? 'vip-1' : 'x'));
    unwrap(await app.engine.rules.add(vip));
    await upload(2, undefined, false);
    expect(await app.engine.rosters.counts(first)).toMatchObject({ protected: 1 });
    await upload(2, (name) => (name === 'Person 1' ? 'vip-1' : 'x'));
    const reviewed = unwrap(await app.engine.rosters.review(first));
    expect(reviewed.map(({ block }) => block?.code ?? null)).toEqual([null, 'protected']);
  });

  it('that came after sealing keeps the plan from starting', async () => {
    const rosterId = await upload(4, (name) => (name === 'Person 3' ? 'vip-1' : 'x'));
    const { plan } = unwrap(app.engine.plans.seal(rosterId, null, answered));
    unwrap(await app.engine.rules.add(vip));
    const started = app.engine.runs.start({ planId: plan.id, digest: plan.digest, count: plan.count });
    expect(started).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('protected after') },
    });
    expect(called()).toEqual([]);
  });

  it('that is added in the middle of a run keeps those who fit from being called', async () => {
    const rosterId = await upload(8, (name) => (/[3-6]$/.test(name) ? 'vip-1' : 'x'));
    const options = { concurrency: 1, gapMs: 0, canary: '1', waitAfterCanary: true } as const;
    const { plan } = unwrap(app.engine.plans.seal(rosterId, null, { options, ...answered }));
    const { record } = unwrap(
      app.engine.runs.start({ planId: plan.id, digest: plan.digest, count: plan.count }),
    );
    const until = async (status: string) => {
      for await (const _ of app.engine.runs.follow(record.id, 0, new AbortController().signal)) {
        if (unwrap(app.engine.runs.get(record.id)).state.status === status) return;
      }
    };
    await until('paused');
    unwrap(await app.engine.rules.add(vip));
    unwrap(app.engine.runs.command(record.id, 'resume'));
    await until('ended');
    const everybody = await ids(rosterId);
    expect(called()).toEqual([0, 1, 2, 7].map((at) => everybody[at]));
    const rows = [...unwrap(await app.engine.runs.report(record.id)).rows()];
    expect(rows.filter(({ outcome }) => outcome === 'skipped').map(({ accountId }) => accountId)).toEqual(
      [3, 4, 5, 6].map((at) => everybody[at]),
    );
  });

  it('goes only with a reason, and every change of it is in the history', async () => {
    const rosterId = await upload(2, () => 'vip-1');
    unwrap(await app.engine.rules.add(vip));
    const [rule] = app.engine.rules.list();
    expect(app.engine.rules.remove(rule?.id ?? '', '').ok).toBe(false);
    expect(app.engine.protections.unprotect((await ids(rosterId))[0] ?? '', 'no').ok).toBe(false);
    expect(await app.engine.rosters.counts(rosterId)).toMatchObject({ protected: 2 });
    unwrap(app.engine.rules.remove(rule?.id ?? '', 'They left'));
    expect(await app.engine.rosters.counts(rosterId)).toMatchObject({ protected: 0, ticked: 2 });
    expect(app.engine.protections.history()).toMatchObject([
      { act: 'removed', what: 'Group “vip-*”', reason: 'They left' },
      { act: 'added', what: 'Group “vip-*”', reason: 'The board' },
    ]);
  });
});

describe('the protections as a file', () => {
  it('come back the same in another data folder, and a wrong line changes nothing', async () => {
    const rosterId = await upload(3);
    unwrap(await app.engine.rules.add({ kind: 'email', pattern: '=*@example.com', reason: '+cmd' }));
    const [first = '', second = ''] = (await ids(rosterId)).map(String);
    unwrap(app.engine.protections.protect({ accountId: first, name: 'Ada', email: '' }, 'Break glass'));
    const csv = [...app.engine.protectionFile.csv()].join('');
    expect(await app.engine.protectionFile.read(bytesOf(csv), false)).toMatchObject({
      ok: true,
      value: { accounts: 1, rules: 1, known: 2, applied: false },
    });
    unwrap(app.engine.protections.unprotect(first, 'to try'));
    const wrong = await app.engine.protectionFile.read(
      bytesOf(`${csv}account,${second},,,\r\nplanet,x,,,\r\n`),
      true,
    );
    expect(wrong).toMatchObject({ ok: false, error: { details: [expect.stringContaining('Row 5: kind')] } });
    expect(app.engine.protections.reasonAgainst(second)).toBeNull();
    expect(unwrap(await app.engine.protectionFile.read(bytesOf(csv), true))).toMatchObject({
      applied: true,
      known: 1,
    });
    expect(app.engine.protections.reasonAgainst(first)).toContain('Break glass');
    expect([...app.engine.protectionFile.csv()].join('')).toBe(csv);
  });
});
