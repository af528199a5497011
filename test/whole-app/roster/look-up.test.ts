/** Tests looking up account IDs by e-mail address, in a real demo organisation. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type DemoOrganisation, startDemoOrganisation } from '#lib/demo/server';
import type { App } from '#lib/server/app';
import { composedApp } from '#test/composed-app';
import { checked } from '#test/demo-job';
import { fastClock } from '#test/fast-clock';
import { until } from '#test/until';

let organisation: DemoOrganisation;
let dataDir: string;
let app: App;

beforeEach(async () => {
  organisation = await startDemoOrganisation({ people: 400 });
  dataDir = mkdtempSync(path.join(tmpdir(), 'lockstep-look-up-'));
  const { url, apiKey, organisationId } = organisation;
  app = await composedApp({
    dataDir,
    apiUrl: url,
    apiKey,
    organisationId,
    clock: fastClock(),
  });
  await checked(app);
});
afterEach(async () => {
  await app.close();
  await organisation.close();
  rmSync(dataDir, { recursive: true, force: true });
});

function unwrap<T>(result: { ok: true; value: T } | { ok: false; error: { message: string } }): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

async function upload(emails: readonly string[]): Promise<string> {
  async function* file() {
    yield new TextEncoder().encode(`Email\n${emails.join('\n')}\n`);
  }
  const roster = unwrap(await app.engine.rosters.upload(file(), { name: 'emails.csv', writtenAt: null }));
  expect(roster.kind).toBe('email-list');
  unwrap(await app.engine.rosters.setOperatorAbsent(roster.id, 'admin@example.net'));
  return roster.id;
}

async function ended(id: string) {
  await until(async () => unwrap(await app.engine.lookUp.view(id)).running === null);
  return unwrap(await app.engine.lookUp.view(id));
}

const searches = () => organisation.ledger().filter(({ operation }) => operation === 'usersSearch');
const ordinary = () =>
  organisation.people().filter(({ kind, status }) => kind === 'ordinary' && status === 'active');

it('finds the accounts, 100 a request, and says who is not there or was named before', async () => {
  const people = ordinary().slice(0, 150);
  const [first] = people;
  const emails = people.map(({ email }, at) => (at % 2 ? email.toUpperCase() : email));
  const id = await upload([...emails, 'nobody@example.com', first?.email ?? '', 'no address']);
  expect(await app.engine.rosters.counts(id)).toMatchObject({ ticked: 0, unusable: 153 });
  unwrap(await app.engine.lookUp.start(id));
  expect(await ended(id)).toEqual({ left: 0, running: null, failure: null });
  const users = unwrap(await app.engine.rosters.review(id));
  expect(users.slice(0, 150).map(({ user }) => user.accountId)).toEqual(
    people.map(({ accountId }) => accountId),
  );
  expect(users.slice(150).map(({ user }) => user.problems.find(({ blocks }) => blocks)?.code)).toEqual([
    'not-found',
    'duplicate',
    'missing-account-id',
  ]);
  expect(await app.engine.rosters.counts(id)).toMatchObject({ ticked: 150, unusable: 3 });
  expect(searches().filter(({ body }) => body.includes('emails'))).toHaveLength(2);
});

it('protects the organisation admins it finds, and the users that rules match', async () => {
  const admin = organisation.people().find(({ kind }) => kind === 'organisation-admin');
  const [one] = ordinary();
  unwrap(await app.engine.rules.add({ kind: 'email', pattern: one?.email ?? '', reason: 'r' }));
  const id = await upload([admin?.email ?? '', one?.email ?? '']);
  unwrap(await app.engine.lookUp.start(id));
  await ended(id);
  expect(await app.engine.rosters.counts(id)).toMatchObject({ protected: 2, ticked: 0 });
});

it('says why where the organisation cannot be searched, keeps the roster, and goes on when it can', async () => {
  const people = ordinary().slice(0, 3);
  const id = await upload(people.map(({ email }) => email));
  organisation.setFaults({ serverErrors: { on: ['usersSearch'], next: 50, status: 503 } });
  unwrap(await app.engine.lookUp.start(id));
  const failed = await ended(id);
  expect(failed).toMatchObject({
    left: 3,
    failure: { message: expect.any(String), hint: expect.any(String) },
  });
  organisation.resetFaults();
  unwrap(await app.engine.lookUp.start(id));
  expect(await ended(id)).toMatchObject({ left: 0, failure: null });
  expect(await app.engine.rosters.counts(id)).toMatchObject({ ticked: 3 });
});

it('stops when it is told to, and what was found stays', async () => {
  const id = await upload(
    ordinary()
      .slice(0, 250)
      .map(({ email }) => email),
  );
  const before = searches().length;
  organisation.setFaults({ hang: { next: 1, after: 1, on: ['usersSearch'] } });
  unwrap(await app.engine.lookUp.start(id));
  // The first hundred are found when the second request begins, which is never answered.
  await until(() => searches().length === before + 2);
  unwrap(await app.engine.lookUp.cancel(id));
  expect(await ended(id)).toEqual({ left: 150, running: null, failure: null });
  expect((await app.engine.rosters.counts(id)).ticked).toBe(100);
  unwrap(await app.engine.lookUp.start(id));
  expect(await ended(id)).toMatchObject({ left: 0 });
});
