/** Tests that the file of a roster is kept and read again with other columns. */
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { originalFiles } from '#lib/adapters/original-files';
import { rosterDetailSchema, rosterHeadSchema } from '#lib/contract/roster';
import type { DateOrder } from '#lib/domain/roster/cells/date-order';
import type { ColumnMapping } from '#lib/domain/roster/roster';
import { DemoJob, unwrap } from '#test/demo-job';
import { workbook } from '#test/samples/workbook';
import { upload } from '#test/uploads';
import { GET, POST } from '../../../app/api/rosters/[id]/columns/route';
import { PUT } from '../../../app/api/rosters/[id]/dates/route';

let job: DemoJob;

beforeEach(async () => {
  job = await DemoJob.open({ people: 30 });
});
afterEach(() => job.close());

const ordinary = () => job.organisation.people().filter(({ accountId }) => job.isOrdinary(accountId));
const copies = () => readdirSync(job.dataDir).filter((name) => name.startsWith('original-'));
const context = (id: string) => ({ params: Promise.resolve({ id }) });
const address = 'http://127.0.0.1/api/rosters/x/columns';
const asked = (mapping: ColumnMapping, mayLoseTicks = false) =>
  new Request(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ mapping, mayLoseTicks }),
  });

/** Uploads a file whose role column has a name that nothing recognises. */
async function uploaded(): Promise<string> {
  const [first, ...others] = ordinary();
  const rows = [first, ...others].map(
    (person, at) =>
      `${person?.accountId},${person?.email},Active,${at === 0 ? 'Organization admin' : 'User'}`,
  );
  return upload(job, `Leavers\nUser id,email,User status,Rolle\n${rows.join('\n')}\n`);
}

const withRole = { accountId: 0, email: 1, name: null, status: 2, orgRole: 3 };
const reviewOf = async (id: string) => unwrap(await job.app.engine.rosters.review(id));

describe('a roster is read again with other columns', () => {
  it('from the file that was kept, and users unticked before stay so', async () => {
    const id = await uploaded();
    const { rosters } = job.app.engine;
    const chosen = ordinary()[5]?.accountId ?? '';
    unwrap(await rosters.setTicked(id, [chosen], false));
    const head = rosterHeadSchema.parse(await (await GET(new Request(address), context(id))).json());
    expect(head).toMatchObject({ headerLine: 2, isKept: true, rows: { 0: { line: 1, cells: ['Leavers'] } } });

    const answer = await POST(asked(withRole), context(id));
    expect(answer.status).toBe(201);
    const roster = rosterDetailSchema.parse(await answer.json());
    expect(roster.columns.map(({ role }) => role)).toEqual(['account-id', 'email', 'status', 'org-role']);
    const users = await reviewOf(roster.id);
    expect(users[0]).toMatchObject({ user: { organisationAdmin: true }, protection: 'organisation-admin' });
    expect(users.filter(({ ticked, block }) => !ticked && block === null)).toMatchObject([
      { user: { accountId: chosen } },
    ]);
    expect(rosters.list().map((one) => one.id)).toEqual([roster.id]);
    expect(copies()).toEqual([`original-${roster.id}.gz`]);
  });

  it('only with the admin’s word if the choice of users would be lost', async () => {
    const id = await uploaded();
    unwrap(await job.app.engine.rosters.setTicked(id, [ordinary()[5]?.accountId ?? ''], false));
    const byAddress = { accountId: null, email: 1, name: null, status: null };
    const refused = await POST(asked(byAddress), context(id));
    expect(refused.status).toBe(409);
    expect(await refused.json()).toMatchObject({
      error: {
        code: 'question-open',
        message: expect.stringMatching(/^Your choice of \d+ users? would be lost/),
      },
    });
    expect(job.app.engine.rosters.list().map((one) => one.id)).toEqual([id]);
    expect(copies()).toEqual([`original-${id}.gz`]);
    expect((await POST(asked(byAddress, true), context(id))).status).toBe(201);
  });

  it('and the same sheet of a workbook', async () => {
    const rows = ordinary().map(({ accountId, email }) => [accountId, email, 'ops']);
    const sheets = [
      { name: 'Notes', rows: [['Nothing here']] },
      { name: 'Leavers', rows: [['User id', 'email', 'Team'], ...rows] },
    ];
    const { rosters } = job.app.engine;
    async function* file() {
      yield workbook({ sheets });
    }
    const choice = { workbook: { sheet: 'Leavers', hiddenRows: null } };
    const { id } = unwrap(await rosters.upload(file(), { name: 'leavers.xlsx', writtenAt: null, ...choice }));
    const answer = await POST(
      asked({ accountId: 0, email: 1, name: null, status: null, groupName: 2 }),
      context(id),
    );
    expect(answer.status).toBe(201);
    const { users, columns } = rosterDetailSchema.parse(await answer.json());
    expect(users).toBe(rows.length);
    expect(columns[2]).toEqual({ header: 'Team', role: 'group-name' });
  });

  it('and stays as it is where the file cannot be read so', async () => {
    const id = await uploaded();
    const refused = await POST(asked({ ...withRole, headerLine: 900 }), context(id));
    expect(refused.status).toBe(400);
    expect(job.app.engine.rosters.list().map((one) => one.id)).toEqual([id]);
    expect(copies()).toEqual([`original-${id}.gz`]);
  });

  it('unless an earlier version read it, which kept no file', async () => {
    const id = await uploaded();
    await originalFiles(job.dataDir).remove(id);
    const head = await (await GET(new Request(address), context(id))).json();
    expect(head).toMatchObject({ isKept: false });
    expect((await POST(asked(withRole), context(id))).status).toBe(409);
  });
});

describe('the copy of a file', () => {
  it('goes with its roster, and one of a refused file is not kept', async () => {
    const id = await uploaded();
    async function* file() {
      yield new TextEncoder().encode('colour\nred\n');
    }
    await job.app.engine.rosters.upload(file(), { name: 'colours.csv', writtenAt: null });
    expect(copies()).toEqual([`original-${id}.gz`]);
    unwrap(await job.app.engine.retention.purgeRoster(id));
    expect(copies()).toEqual([]);
  });

  it('has every byte, whatever becomes of the chunks', async () => {
    const store = originalFiles(job.dataDir);
    const copy = store.begin();
    async function* chunks() {
      for (let at = 0; at < 40; at += 1)
        yield new Uint8Array(50_000).map((_, byte) => (at * 7 + byte * byte) % 251);
    }
    const expected: Buffer[] = [];
    for await (const chunk of copy.passing(chunks())) {
      expected.push(Buffer.from(chunk));
      chunk.fill(0);
    }
    await copy.keepAs('abc');
    const read: Uint8Array[] = [];
    for await (const chunk of store.read('abc') ?? []) read.push(chunk);
    expect(Buffer.concat(read).equals(Buffer.concat(expected))).toBe(true);
  });

  it('is erased by whoever can do that in a thread, also if the file was refused', async () => {
    const erased: string[] = [];
    const store = originalFiles(job.dataDir, async (paths) => {
      erased.push(...paths.map((each) => path.basename(each)));
      return false;
    });
    const id = await uploaded();
    expect(await store.remove(id)).toBe(false);
    expect(await store.remove('no-such-roster')).toBe(true);
    const copy = store.begin();
    await copy.discard();
    await store.close();
    expect(erased).toEqual([`original-${id}.gz`, expect.stringMatching(/^original-[0-9a-f]+\.part$/)]);
  });

  it('is removed at the start if a crash has left it without a roster', async () => {
    const id = await uploaded();
    for (const name of ['original-gone.gz', 'original-0a.part'])
      writeFileSync(path.join(job.dataDir, name), 'x');
    originalFiles(job.dataDir).keepOnly([id]);
    expect(copies()).toEqual([`original-${id}.gz`]);
  });

  it('the answer whether the day or the month is first stays, and is changed by another one', async () => {
    const people = ordinary().slice(0, 3);
    const rows = people.map(({ accountId, email }, at) => `${accountId},${email},0${at + 1}/06/2024,User`);
    const id = await upload(job, `User id,email,Last active,Rolle\n${rows.join('\n')}\n`);
    const seen = async (roster: string) => (await reviewOf(roster)).map(({ user }) => user.lastSeen);
    expect(await seen(id)).toEqual([undefined, undefined, undefined]);
    const said = async (order: DateOrder, column = 2) => {
      const body = JSON.stringify({ column, order });
      const answer = await PUT(new Request(`${address}/dates`, { method: 'PUT', body }), context(id));
      return { status: answer.status, body: await answer.json() };
    };
    expect(await said('month-first')).toMatchObject({
      status: 200,
      body: { dateColumns: [{ column: 2, order: 'month-first' }] },
    });
    expect(await seen(id)).toEqual(['2024-01-06', '2024-02-06', '2024-03-06']);
    expect((await said('day-first')).status).toBe(200);
    expect((await said('day-first', 1)).status).toBe(404);
    const user = await job.app.engine.rosters.review(id, 1);
    expect(unwrap(user)[0]?.user.lastSeen).toBe('2024-06-01');
    const answer = await POST(
      asked({ accountId: 0, email: 1, name: null, status: null, orgRole: 3 }, true),
      context(id),
    );
    const again = rosterDetailSchema.parse(await answer.json());
    expect(again.dateColumns).toMatchObject([{ column: 2, order: 'day-first' }]);
    expect(await seen(again.id)).toEqual(['2024-06-01', '2024-06-02', '2024-06-03']);
  });
});
