/** Tests a key in the keychain: the next start finds it, and forgetting it removes it. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type DemoOrganisation, startDemoOrganisation } from '#lib/demo/server';
import type { KeptKey, Keychain } from '#lib/engine/ports';
import type { App } from '#lib/server/app';
import { composedApp } from '#test/composed-app';
import { unwrap } from '#test/demo-job';
import { temporaryFolder } from '#test/temporary-folder';

let organisation: DemoOrganisation;
const folder = temporaryFolder('lockstep-keychain-');
let app: App;
let kept: KeptKey | null = null;
let works = true;
const keychain: Keychain = {
  read: async () => kept,
  async write(next) {
    if (works) kept = next;
    return works;
  },
  async forget() {
    if (works) kept = null;
    return works;
  },
};

async function start(with_: Keychain | null = keychain): Promise<void> {
  const config = {
    dataDir: folder.path,
    apiUrl: organisation.url,
    apiKey: undefined,
    organisationId: undefined,
  };
  app = await composedApp({ ...config, keychain: with_ });
}

beforeEach(async () => {
  kept = null;
  works = true;
  organisation = await startDemoOrganisation({ people: 30 });
  folder.make();
  await start();
});
afterEach(async () => {
  await app.close();
  await organisation.close();
  folder.remove();
});

const view = () => app.engine.connections.view();

it('a key is remembered only where the admin asks for it, and comes back at the next start', async () => {
  const { connections } = app.engine;
  expect(view()).toMatchObject({ state: 'none', keychain: 'offered' });
  unwrap(await connections.connectTyped(organisation.apiKey, undefined));
  expect(kept).toBeNull();
  unwrap(await connections.connectTyped(organisation.apiKey, undefined, true));
  expect(view()).toMatchObject({ source: 'typed', keychain: 'keeps' });
  expect(kept).toEqual({ key: organisation.apiKey, organisationId: organisation.organisationId });
  await app.close();
  await start();
  await app.engine.connections.recheck();
  expect(view()).toMatchObject({ source: 'remembered', check: { state: 'accepted' } });
  for (const name of readdirSync(folder.path)) {
    expect(readFileSync(path.join(folder.path, name)).includes(organisation.apiKey)).toBe(false);
  }
});

it('a key is gone from the keychain when it is forgotten, or when another one is typed and not remembered', async () => {
  const { connections } = app.engine;
  unwrap(await connections.connectTyped(organisation.apiKey, undefined, true));
  unwrap(await connections.forget());
  expect([kept, view()]).toMatchObject([null, { state: 'none', keychain: 'offered' }]);
  unwrap(await connections.connectTyped(organisation.apiKey, undefined, true));
  unwrap(await connections.connectTyped(organisation.apiKey, undefined));
  expect(kept).toBeNull();
});

it('a key stays in the keychain when the demo organisation is left', async () => {
  const { connections } = app.engine;
  unwrap(await connections.connectTyped(organisation.apiKey, undefined, true));
  unwrap(await connections.connectDemo());
  unwrap(await connections.forget());
  expect(kept).toMatchObject({ key: organisation.apiKey });
  expect(view()).toMatchObject({ state: 'none', keychain: 'keeps' });
});

it('says so where the keychain does not take it, or does not let it go', async () => {
  works = false;
  const { connections } = app.engine;
  unwrap(await connections.connectTyped(organisation.apiKey, undefined, true));
  expect(view()).toMatchObject({ source: 'typed', keychain: 'refused' });
  works = true;
  unwrap(await connections.connectTyped(organisation.apiKey, undefined, true));
  works = false;
  expect(await connections.forget()).toMatchObject({
    ok: false,
    error: { message: expect.stringContaining('did not delete it') },
  });
  expect(view()).toMatchObject({ state: 'none', keychain: 'keeps' });
});

it('remembering a key is not offered where there is no keychain', async () => {
  await app.close();
  await start(null);
  expect(view()).toMatchObject({ keychain: 'none' });
});
