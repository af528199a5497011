import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { apiKey, wrongKeys } from '#lib/demo/organisation/keys';
import { devKeyFault, readDevConfig } from '#lib/server/dev/dev-config';
import { composedApp } from '#test/composed-app';
import { temporaryFolder } from '#test/temporary-folder';

const realLooking = `ATCTT3xFfGN0${'a1B2'.repeat(45)}=9F3C2A10`;

describe('the environment of development', () => {
  it.each(['http://127.0.0.1:4010', 'http://localhost:4010', 'http://[::1]:4010', 'https://127.0.0.2'])(
    'may name an API on this computer: %s',
    (ATLASSIAN_API_URL) => {
      expect(readDevConfig({ ATLASSIAN_API_URL }, '/tmp/x')).toMatchObject({
        ok: true,
        config: { apiUrl: ATLASSIAN_API_URL },
      });
    },
  );

  it.each([
    'https://api.atlassian.com',
    'https://localhost.example.com',
    'https://127.0.0.1.example.com',
    'http://api.atlassian.com',
    'nonsense',
  ])('may name no other: %s', (ATLASSIAN_API_URL) => {
    const read = readDevConfig({ ATLASSIAN_API_URL }, '/tmp/x');
    expect(read.ok ? '' : read.problems.map(({ message }) => message).join()).toContain('ATLASSIAN_API_URL');
  });

  it('leads to this computer where nothing is said, and brings no key, organisation or folder', () => {
    const environment = {
      ATLASSIAN_ORG_API_KEY: realLooking,
      ATLASSIAN_ORG_ID: 'o-1',
      LOCKSTEP_DATA_DIR: '/home/ada/real',
      PORT: '4000',
    };
    expect(readDevConfig(environment, '/tmp/x')).toEqual({
      ok: true,
      config: { port: 4000, dataDir: '/tmp/x', apiUrl: 'http://127.0.0.1:4010', logs: false },
    });
  });
});

describe('a typed key', () => {
  it.each([apiKey, ...Object.values(wrongKeys), 'test-key-1'])('is taken: %s', (key) => {
    expect(devKeyFault(key)).toBeNull();
  });

  it.each([realLooking, `${apiKey}x`, `x${apiKey}`, 'x-test-key-1', 'test', ''])(
    'is not taken: %s',
    (key) => {
      expect(devKeyFault(key)).not.toBeNull();
    },
  );

  const folder = temporaryFolder('lockstep-dev-key-');
  beforeEach(() => folder.make());
  afterEach(() => folder.remove());

  it('that may be real is refused before anything is asked with it', async () => {
    const read = readDevConfig({ ATLASSIAN_API_URL: 'http://127.0.0.1:1' }, folder.path);
    if (!read.ok) throw new Error('The configuration was refused.');
    const { dataDir, apiUrl } = read.config;
    const config = { dataDir, apiUrl, apiKey: undefined, organisationId: undefined };
    const opened = await composedApp({ ...config, keyFault: devKeyFault });
    const { connections } = opened.engine;
    const refused = await connections.connectTyped(realLooking, undefined);
    expect(refused).toMatchObject({ ok: false, error: { code: 'invalid' } });
    expect(JSON.stringify(refused)).not.toContain(realLooking.slice(-12));
    expect(await connections.connectTyped('test-key-1', undefined)).toMatchObject({
      ok: false,
      error: { code: 'unreachable' },
    });
    await opened.close();
  });
});
