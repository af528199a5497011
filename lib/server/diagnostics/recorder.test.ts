import { describe, expect, it } from 'vitest';
import { cleanText, exceptionText } from '#lib/server/diagnostics/clean-text';
import { newRecorder } from '#lib/server/diagnostics/recorder';

const key = 'ATCTT3xFfGN0-secret';
const clean = cleanText({
  redact: (text) => text.replaceAll(key, '•••'),
  folder: '/home/ada/.local/share/lockstep',
  home: '/home/ada',
});

function recorder(parts: { logs: boolean } = { logs: true }) {
  const lines: string[] = [];
  let now = 0;
  const made = newRecorder({
    write: parts.logs ? (line) => lines.push(line) : null,
    clean,
    now: () => (now += 1_000),
  });
  return { ...made, lines };
}

const request = {
  method: 'GET',
  path: '/users/ACCOUNT/manage/profile',
  accountId: '5b10a',
  status: 200,
  code: null,
  tookMs: 12,
  trace: 't-1',
};

describe('a cleaned text', () => {
  it.each([
    ['the key', `refused ${key}`, 'refused •••'],
    [
      'an address',
      'no user "ada@example.com", mailto:<b.c+d@example.org>',
      'no user "(address)", mailto:<(address)>',
    ],
    [
      'the data folder and the home folder',
      '/home/ada/.local/share/lockstep/lockstep.db and /home/ada/users.csv',
      '(data folder)/lockstep.db and ~/users.csv',
    ],
    ['nothing else', 'database or disk is full', 'database or disk is full'],
  ])('is without %s', (_what, text, expected) => {
    expect(clean(text)).toBe(expected);
  });

  it('is whole where the system knows no home folder', () => {
    expect(cleanText({ redact: (text) => text, folder: '/', home: '' })('a/b c')).toBe('a/b c');
  });
});

describe('what is told of an exception', () => {
  it('is its kind, code and place, without its message', () => {
    const problem = Object.assign(new TypeError('Ada Lovelace'), { code: 'SQLITE_FULL' });
    expect(exceptionText(problem)).toMatch(/^TypeError SQLITE_FULL at recorder\.test\.ts:\d+:\d+$/);
  });

  it('is no part of a message with several lines', () => {
    const problem = new Error('Ada\n    at Lovelace');
    expect(exceptionText(problem)).not.toMatch(/Ada|Lovelace/);
  });

  it.each([['Ada'], [null], [undefined], [{ name: 'Ada' }]])('is nothing of %j', (thrown) => {
    expect(exceptionText(thrown)).toBe('a value that is no error');
  });

  it('is its kind where nothing else is known', () => {
    const problem = new Error('Ada');
    delete problem.stack;
    expect(exceptionText(problem)).toBe('Error');
  });
});

describe('the log', () => {
  it('has one line of JSON for each thing that happens, with its moment', () => {
    const { log, request: tell, lines } = recorder();
    log?.('start', { version: '1.2.3', watching: false, none: null, text: `line\nof ${key}` });
    tell(request);
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      {
        at: '1970-01-01T00:00:01.000Z',
        event: 'start',
        version: '1.2.3',
        watching: false,
        none: null,
        text: 'line\nof •••',
      },
      { at: '1970-01-01T00:00:02.000Z', event: 'request', ...request },
    ]);
    expect(lines.join()).not.toContain('\n');
  });

  it('is not there where nobody asked for it; faults are kept all the same', () => {
    const { log, request: tell, fault, faults, lines } = recorder({ logs: false });
    expect(log).toBeUndefined();
    tell({ ...request, status: null, code: 'timed-out' });
    fault('journal', 'It is full.');
    expect(lines).toEqual([]);
    expect(faults().map(({ what }) => what)).toEqual([
      'It is full.',
      'GET /users/ACCOUNT/manage/profile: timed-out (no answer)',
    ]);
  });
});

describe('faults', () => {
  it('are kept cleaned, the latest first, and those in a row as one', () => {
    const { request: tell, fault, exception, faults } = recorder();
    tell(request);
    tell({ ...request, status: 403, code: 'not-managed' });
    fault('data folder', '/home/ada/.local/share/lockstep is gone.');
    fault('data folder', '/home/ada/.local/share/lockstep is gone.');
    exception('route', new RangeError('Ada'));
    expect(faults()).toMatchObject([
      { place: 'route', what: expect.stringContaining('RangeError at '), times: 1 },
      { place: 'data folder', what: '(data folder) is gone.', times: 2 },
      { place: 'request', what: 'GET /users/ACCOUNT/manage/profile: not-managed (403)', times: 1 },
    ]);
  });

  it('are the last twenty', () => {
    const { fault, faults } = recorder();
    for (let number = 1; number <= 25; number += 1) fault('journal', `fault ${number}`);
    expect(faults()).toHaveLength(20);
    expect(faults().at(-1)?.what).toBe('fault 6');
  });
});
