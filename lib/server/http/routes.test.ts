/**
 * Tests all routes of `app/api`, including new ones: each names and refuses what it does not accept, before it does
 * anything.
 */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { apiErrorSchema } from '#lib/contract/api-error';
import { type App, registerApp } from '#lib/server/app';
import { newRecorder } from '#lib/server/diagnostics/recorder';

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
const folder = path.join(import.meta.dirname, '../../../app/api');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('route.ts'),
);
const handlers: (readonly [string, Handler])[] = [];
for (const file of files) {
  const module: Record<string, Handler> = await import(pathToFileURL(path.join(folder, file)).href);
  const address = `/api/${path.dirname(file).replaceAll(path.sep, '/')}`;
  for (const method of methods) if (module[method]) handlers.push([`${method} ${address}`, module[method]]);
}

/** Routes whose body is a file, which is read unchanged. */
const takesFile = ['POST /api/rosters', 'POST /api/protections/import', 'POST /api/runs/import'];
const withBody = handlers.filter(([name]) => !name.startsWith('GET ') && !takesFile.includes(name));

function ask(name: string, query: string, body?: unknown): Request {
  const [method = '', address = ''] = name.split(' ');
  const url = `http://localhost${address.replaceAll(/[[\]]/g, '')}${query}`;
  return new Request(url, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
}

function handlerOf(name: string): Handler {
  const found = handlers.find(([each]) => each === name);
  if (!found) throw new Error(`There is no ${name}.`);
  return found[1];
}

const params = Promise.resolve({ id: 'x', file: 'x', accountId: 'x' });

/**
 * The error of an answer that must be a 400. There is no application, so a request that is accepted would give a 500.
 */
async function refusal(handler: Handler, request: Request) {
  const answer = await handler(request, { params });
  const { error } = apiErrorSchema.parse(await answer.json());
  expect([answer.status, error.code]).toEqual([400, 'invalid']);
  return error;
}

const redact = (text: string) => text;
const recorder = newRecorder({ write: null, clean: redact, now: () => 0 });
const broken = {
  redact,
  recorder,
  get engine(): never {
    throw new Error('the inside of it');
  },
};

afterEach(() => registerApp(undefined));

describe('every route', () => {
  it('is found', () => {
    expect(handlers.length).toBeGreaterThan(35);
    expect(handlers.map(([name]) => name)).toEqual(expect.arrayContaining(takesFile));
  });

  it.each(handlers)('%s names an unknown query parameter', async (name, handler) => {
    const error = await refusal(handler, ask(name, '?nonsense=1'));
    expect(error.message).toBe('Unknown query parameter: nonsense.');
  });

  it.each(handlers)('%s names a repeated query parameter', async (name, handler) => {
    const error = await refusal(handler, ask(name, '?name=1&name=2'));
    expect(error.message).toBe('The query parameter name is given more than once.');
  });

  it.each(withBody)('%s names an unknown field', async (name, handler) => {
    const error = await refusal(handler, ask(name, '', { nonsense: 1 }));
    expect(`${error.message} ${error.details?.join()}`).toMatch(/nonsense|source/);
  });

  it.each(withBody)(
    '%s does not take a field that is called as an object’s inside',
    async (name, handler) => {
      const [method = ''] = name.split(' ');
      const request = new Request('http://localhost/api', { method, body: '{"__proto__":{"x":1}}' });
      await refusal(handler, request);
    },
  );
});

const plans = 'POST /api/plans';
const protections = 'POST /api/protections';

describe('a misspelt name of a request is named', () => {
  it.each<[string, unknown, string]>([
    [plans, { rosterId: 'r', dryrun: true }, 'dryrun'],
    [plans, { rosterId: 'r', accountIds: ['a'] }, 'accountIds'],
    [plans, { rosterId: 'r', act: 'restore' }, 'act'],
    [plans, { rosterId: 'r', options: { lanes: 8 } }, 'options.lanes'],
    [plans, { fromRunId: 'r', users: 'rest', options: { gapms: 9 } }, 'options.gapms'],
    [plans, { fromRunId: 'r', users: 'rest', dryRun: true }, 'dryRun'],
    [plans, { fromRunId: 'r', rosterId: 'r', users: 'rest' }, 'rosterId'],
    [plans, { restOfRunId: 'r', rosterId: 'r' }, 'restOfRunId'],
    [protections, { accountId: 'a', reason: '', rosterId: 'r' }, 'rosterId'],
    [protections, { rosterId: 'r', accountIds: ['a'], reasons: '' }, 'reasons'],
    ['PUT /api/connection', { source: 'demo', key: 'k' }, 'key'],
    ['PUT /api/size-limit', { maxCount: 1, maxPercent: 1, percentFrom: 1, percent: 1 }, 'percent'],
    ['PUT /api/retention', { rosterDays: 1, runDays: 1, planDays: 1 }, 'planDays'],
  ])('%s %j', async (name, body, field) => {
    const error = await refusal(handlerOf(name), ask(name, '', body));
    expect(error.message).toBe(`Unknown field: ${field}.`);
    expect(error.details).toEqual([`${field}: unknown field`]);
  });

  it('and one that is missing as well', async () => {
    const error = await refusal(handlerOf(plans), ask(plans, '', { users: 'rest', fromRun: 'r' }));
    expect(error.message).toBe('Unknown fields: users, fromRun.');
    expect(error.details).toEqual(expect.arrayContaining([expect.stringMatching(/^rosterId: /)]));
  });
});

describe('a body that is too large', () => {
  const takesLists = ['PUT /api/rosters/[id]/ticks', 'POST /api/protections'];
  const megabytes = (name: string) => (takesLists.includes(name) ? 16 : 1);

  async function refusedAsLarge(name: string, handler: Handler, body: BodyInit, headers = {}) {
    const [method = '', address = ''] = name.split(' ');
    const url = `http://localhost${address.replaceAll(/[[\]]/g, '')}`;
    const asked = new Request(url, { method, body, headers, duplex: 'half' } as RequestInit);
    const answer = await handler(asked, { params });
    const { error } = apiErrorSchema.parse(await answer.json());
    expect([answer.status, error.code]).toEqual([413, 'too-large']);
    return error.message;
  }

  it.each(withBody)('is refused unread by what it says of itself: %s', async (name, handler) => {
    const headers = { 'content-length': String(megabytes(name) * 1_000_000 + 1) };
    expect(await refusedAsLarge(name, handler, '{}', headers)).toContain(`${megabytes(name)} MB`);
  });

  it.each(withBody)('is read no further than that where it does not say: %s', async (name, handler) => {
    let given = 0;
    const piece = new TextEncoder().encode(' '.repeat(500_000));
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        given += piece.byteLength;
        controller.enqueue(piece);
      },
    });
    await refusedAsLarge(name, handler, endless);
    expect(given).toBeLessThanOrEqual(megabytes(name) * 1_000_000 + 3 * piece.byteLength);
  });

  it.each(withBody)('is refused by how much is in it: %s', async (name, handler) => {
    const fields = `{${Array.from({ length: 1_001 }, (_, at) => `"k${at}":0`).join(',')}}`;
    expect(await refusedAsLarge(name, handler, fields)).toContain('1000 fields');
    expect(await refusedAsLarge(name, handler, '['.repeat(21))).toContain('levels of objects or lists');
    const many = `[${'0,'.repeat(takesLists.includes(name) ? 700_000 : 50_000)}0]`;
    expect(await refusedAsLarge(name, handler, many)).toContain('values');
  });
});

it('gives everything else a turn between two pieces of a long body', async () => {
  let turns = 0;
  let over = false;
  const count = () => {
    turns += 1;
    if (!over) setImmediate(count);
  };
  setImmediate(count);
  const accountIds = Array.from({ length: 200_000 }, (_, at) => `712020:${String(at).padStart(36, '0')}`);
  const text = JSON.stringify({ accountIds, ticked: true });
  const setTicked = vi.fn(() => ({ ok: true, value: {} }));
  registerApp({ redact, misplaced: () => null, engine: { rosters: { setTicked } } } as unknown as App);
  const name = 'PUT /api/rosters/[id]/ticks';
  const url = 'http://localhost/api/rosters/x/ticks';
  const answer = await handlerOf(name)(new Request(url, { method: 'PUT', body: text }), { params });
  over = true;
  expect(answer.status).toBe(200);
  expect(setTicked).toHaveBeenCalledWith('x', accountIds, true);
  expect(turns).toBeGreaterThan(text.length / 65_536);
});

it('names only a limited number of faults, each shortened', async () => {
  const body = Object.fromEntries(Array.from({ length: 900 }, (_, at) => [`${at}${'x'.repeat(500)}`, 0]));
  const error = await refusal(handlerOf('PUT /api/retention'), ask('PUT /api/retention', '', body));
  expect(JSON.stringify(error).length).toBeLessThan(10_000);
});

describe('an unaccepted value is named', () => {
  it.each([
    ['GET /api/rosters/[id]/users', '?first=0', 'first'],
    ['GET /api/rosters/[id]/users', '?first=1001', 'first'],
    ['GET /api/rosters/[id]/users', '?first=', 'first'],
    ['GET /api/rosters/[id]/users', '?first=all', 'first'],
    ['GET /api/runs/[id]/events', '?after=-1', 'after'],
    ['GET /api/runs/[id]/entries', '?from=-1', 'from'],
    ['GET /api/runs/[id]', '?entries=some', 'entries'],
    ['GET /api/demo/ledger', '?most=0x10', 'most'],
    ['GET /api/plans/[id]/postman/[file]', '?digest=a&count=0x10', 'count'],
    ['GET /api/plans/[id]/postman/[file]', '?digest=a&count=', 'count'],
    ['GET /api/demo/ledger', '?view=reads', 'view'],
    ['GET /api/protections/export', '?as=xlsx', 'as'],
    ['POST /api/protections/import', '?apply=true', 'apply'],
    ['POST /api/rosters', '?name=a.csv&writtenAt=yesterday', 'writtenAt'],
    ['POST /api/rosters', '?accountId=first', 'accountId'],
    ['POST /api/rosters', '?nameColumn=1', 'accountId'],
    ['POST /api/rosters', '?headerLine=none', 'accountId'],
    ['POST /api/rosters', '?email=0&headerLine=0', 'headerLine'],
    ['POST /api/rosters', '?email=0&lastSeen=no', 'lastSeen'],
    ['POST /api/rosters', '?accountID=0', 'accountID'],
    ['POST /api/runs/import', '?writtenAt=1', 'writtenAt'],
  ])('%s%s', async (name, query, parameter) => {
    const error = await refusal(handlerOf(name), ask(name, query));
    expect(error.details?.join()).toMatch(new RegExp(`^${parameter}: `));
  });
});

it('takes no body where none is needed, and an empty object', async () => {
  registerApp(broken as unknown as App);
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  for (const body of [undefined, {}]) {
    const name = 'DELETE /api/rosters/[id]';
    expect((await handlerOf(name)(ask(name, '', body), { params })).status).toBe(500);
  }
});

it('answers a fault of its own with the code internal, and keeps what it was to the terminal', async () => {
  registerApp(broken as unknown as App);
  const terminal = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const name = 'GET /api/runs';
  const answer = await handlerOf(name)(ask(name, ''), { params });
  const { error } = apiErrorSchema.parse(await answer.json());
  expect([answer.status, error.code]).toEqual([500, 'internal']);
  expect(JSON.stringify(error)).not.toContain('inside');
  expect(terminal).toHaveBeenCalledWith(expect.stringContaining('the inside of it'));
});

it.each([
  ['SQLITE_FULL', 507],
  // What SQLite says where its shared memory finds no room: with about 120 KB left, after an upload.
  ['SQLITE_IOERR_SHMSIZE', 507],
  ['ENOSPC', 507],
  ['EDQUOT', 507],
  ['SQLITE_IOERR_READ', 500],
])('says that the disk is full where it is: %s is %d', async (code, status) => {
  const full = Object.assign(new Error('database or disk is full'), { code });
  const list = () => {
    throw full;
  };
  const engine = { runs: { list, openUsers: list } };
  registerApp({ redact, recorder, engine } as unknown as App);
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const name = 'GET /api/runs';
  const answer = await handlerOf(name)(ask(name, ''), { params });
  expect(answer.status).toBe(status);
  expect(await answer.json()).toMatchObject({ error: { code: status === 507 ? 'storage' : 'internal' } });
});
