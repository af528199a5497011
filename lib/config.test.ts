import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ReadConfig, readConfig } from '#lib/config';

const home = '/home/ada';

function config(environment: Record<string, string>) {
  const read = readConfig(environment, 'linux', home);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.config;
}

function wrong(read: ReadConfig): string[] {
  return read.ok ? [] : read.problems.map((problem) => problem.variable);
}

describe('readConfig', () => {
  it('has a default for everything', () => {
    expect(config({})).toEqual({
      port: 3000,
      demoTakesTime: true,
      dataDir: '/home/ada/.local/share/lockstep',
      manyLinks: false,
      logs: false,
      openBrowser: 'auto',
      apiUrl: 'https://api.atlassian.com',
      apiKey: undefined,
      organisationId: undefined,
    });
  });

  it('takes an empty or blank variable as not set', () => {
    const blank = { PORT: '', LOCKSTEP_DATA_DIR: ' ', LOCKSTEP_OPEN: '', ATLASSIAN_API_URL: ' ' };
    expect(config({ ...blank, ATLASSIAN_ORG_API_KEY: '\n', ATLASSIAN_ORG_ID: '' })).toEqual(config({}));
  });

  it.each([
    ['win32', { LOCALAPPDATA: 'D:\\Data' }, 'C:\\Users\\ada', 'D:\\Data\\Lockstep'],
    ['win32', {}, 'C:\\Users\\ada', 'C:\\Users\\ada\\AppData\\Local\\Lockstep'],
    ['darwin', {}, '/Users/ada', '/Users/ada/Library/Application Support/Lockstep'],
    ['linux', { XDG_DATA_HOME: '/data' }, home, '/data/lockstep'],
    ['linux', { XDG_DATA_HOME: 'relative' }, home, '/home/ada/.local/share/lockstep'],
    ['linux', { LOCKSTEP_DATA_DIR: '~/runs' }, home, '/home/ada/runs'],
    ['linux', { LOCKSTEP_DATA_DIR: '/srv/lockstep/' }, home, '/srv/lockstep'],
    ['win32', { LOCKSTEP_DATA_DIR: 'E:\\runs' }, '', 'E:\\runs'],
  ] as const)('on %s with %o keeps its data in the right place', (platform, environment, where, expected) => {
    const read = readConfig(environment, platform, where);
    expect(read.ok && read.config.dataDir).toBe(expected);
  });

  it('makes a relative data folder absolute', () => {
    expect(config({ LOCKSTEP_DATA_DIR: 'runs' }).dataDir).toBe(`${process.cwd()}/runs`);
  });

  it('asks for a data folder where there is no home', () => {
    expect(wrong(readConfig({}, 'linux', ''))).toEqual(['LOCKSTEP_DATA_DIR']);
    expect(wrong(readConfig({ LOCKSTEP_DATA_DIR: '~/x' }, 'linux', ''))).toEqual(['LOCKSTEP_DATA_DIR']);
  });

  it.each(['0', '1', '80', ' 3001 ', '65535'])('takes %o as a port', (text) => {
    expect(config({ PORT: text }).port).toBe(Number(text));
  });

  it.each(['65536', '-1', '3000.5', '0x50', 'abc', '1e3', '999999'])('refuses %o as a port', (text) => {
    expect(wrong(readConfig({ PORT: text }, 'linux', home))).toEqual(['PORT']);
  });

  it.each([
    ['0', 'never'],
    ['off', 'never'],
    ['1', 'always'],
    ['TRUE', 'always'],
  ])('reads LOCKSTEP_OPEN=%s as %s', (text, expected) => {
    expect(config({ LOCKSTEP_OPEN: text }).openBrowser).toBe(expected);
  });

  it.each([
    ['https://api.atlassian.com', 'https://api.atlassian.com'],
    ['https://api.atlassian.com/', 'https://api.atlassian.com'],
    ['https://API.example.com:8443', 'https://api.example.com:8443'],
    ['http://127.0.0.1:4010', 'http://127.0.0.1:4010'],
    ['http://localhost:4010/', 'http://localhost:4010'],
    ['http://[::1]:4010', 'http://[::1]:4010'],
  ])('may send the key to %s', (text, expected) => {
    expect(config({ ATLASSIAN_API_URL: text }).apiUrl).toBe(expected);
  });

  it.each([
    'http://api.atlassian.com',
    'http://127.0.0.1.example.com',
    'http://localhost.example.com',
    'https://ada:secret@api.example.com',
    'https://@api.example.com',
    'https://api.example.com/admin',
    'https://api.example.com?',
    'https://api.example.com#',
    'https://api.example.com\\@evil.example.net',
    'ftp://127.0.0.1',
    'file:///etc/passwd',
    'api.atlassian.com',
    'https://',
  ])('never sends the key to %s', (text) => {
    expect(wrong(readConfig({ ATLASSIAN_API_URL: text }, 'linux', home))).toEqual(['ATLASSIAN_API_URL']);
  });

  it.each([
    ['', false],
    ['once', false],
    ['MANY', true],
  ])('reads LOCKSTEP_LINKS=%s as %s', (text, expected) => {
    expect(config({ LOCKSTEP_LINKS: text }).manyLinks).toBe(expected);
  });

  it.each([
    ['', true],
    ['Quick', false],
  ])('reads LOCKSTEP_DEMO=%s: takes time %s', (text, expected) => {
    expect(config({ LOCKSTEP_DEMO: text }).demoTakesTime).toBe(expected);
  });

  it.each([
    ['', false],
    ['debug', true],
    ['DEBUG', true],
  ])('reads LOCKSTEP_LOG=%s as %s', (text, expected) => {
    expect(config({ LOCKSTEP_LOG: text }).logs).toBe(expected);
  });

  it('trims the key that a file or a paste brought with a line break', () => {
    expect(config({ ATLASSIAN_ORG_API_KEY: ' ATCTT3x-Y_z=1 \r\n' }).apiKey).toBe('ATCTT3x-Y_z=1');
  });

  it('refuses switched-off certificate checks', () => {
    const read = readConfig({ NODE_TLS_REJECT_UNAUTHORIZED: '0' }, 'linux', home);
    expect(wrong(read)).toEqual(['NODE_TLS_REJECT_UNAUTHORIZED']);
    expect(config({ NODE_TLS_REJECT_UNAUTHORIZED: '1' }).port).toBe(3000);
  });

  it('names every variable that is wrong at once, each with a hint', () => {
    const bad = {
      PORT: 'x',
      LOCKSTEP_OPEN: 'maybe',
      LOCKSTEP_LINKS: '2',
      LOCKSTEP_DEMO: 'slow',
      LOCKSTEP_LOG: '1',
      ATLASSIAN_ORG_ID: 'a/b',
      ATLASSIAN_API_URL: 'x',
    };
    const read = readConfig(bad, 'linux', home);
    expect(wrong(read).sort()).toEqual(Object.keys(bad).sort());
    if (read.ok) throw new Error('accepted');
    for (const problem of read.problems) {
      expect(problem.message).toContain(problem.variable);
      expect(problem.hint).not.toBe('');
    }
  });

  it('never repeats the value of the key', () => {
    const key = fc
      .string({ minLength: 12, unit: fc.constantFrom(...'abcXYZ019') })
      .map((text) => `${text.slice(0, 6)} ${text.slice(6)}`);
    fc.assert(
      fc.property(key, (value) => {
        const read = readConfig({ ATLASSIAN_ORG_API_KEY: value }, 'linux', home);
        expect(wrong(read)).toEqual(['ATLASSIAN_ORG_API_KEY']);
        for (const part of value.split(' ')) expect(JSON.stringify(read)).not.toContain(part);
      }),
    );
  });

  it('answers with a value for any environment, and an accepted address is https or this machine', () => {
    const text = fc.oneof(
      fc.string(),
      fc.webUrl(),
      fc.constantFrom('http://127.0.0.1:1', 'http://localhost', 'https://a.example.com'),
    );
    fc.assert(
      fc.property(
        fc.record(
          { PORT: text, ATLASSIAN_API_URL: text, ATLASSIAN_ORG_API_KEY: text, LOCKSTEP_DATA_DIR: text },
          { requiredKeys: [] },
        ),
        (environment) => {
          const read = readConfig(environment, 'linux', home);
          if (!read.ok) {
            expect(read.problems.length).toBeGreaterThan(0);
            return;
          }
          expect(read.config.apiUrl).toMatch(
            /^(?:https:\/\/[^/?#@\s]+|http:\/\/(?:localhost|127\.[\d.]+|\[::1\])(?::\d+)?)$/,
          );
          expect(read.config.apiKey ?? 'x').toMatch(/^[\x21-\x7e]+$/);
          expect(read.config.dataDir.startsWith('/')).toBe(true);
        },
      ),
    );
  });
});
