/** Tests the upload of a workbook over the HTTP API: what is asked, and what the answers lead to. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { apiErrorSchema } from '#lib/contract/api-error';
import { rosterDetailSchema } from '#lib/contract/roster';
import { type App, registerApp } from '#lib/server/app';
import { openOffline } from '#test/offline-app';
import { workbook } from '#test/samples/workbook';
import { temporaryFolder } from '#test/temporary-folder';
import { POST } from '../../../app/api/rosters/route';

const folder = temporaryFolder('lockstep-workbook-');
let app: App;

beforeEach(async () => {
  folder.make();
  app = await openOffline(folder.path);
  registerApp(app);
});
afterEach(async () => {
  await app.close();
  registerApp(undefined);
  folder.remove();
});

const account = (at: number) => `712020:00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;
const rows = [['User id', 'User name'], ...[1, 2, 3].map((at) => [account(at), `Sample ${at}`])];

async function upload(bytes: Uint8Array, query = ''): Promise<{ status: number; body: unknown }> {
  const init = { method: 'POST', body: new Blob([bytes.slice()]), headers: { 'content-type': 'text/csv' } };
  const answer = await POST(new Request(`http://localhost/api/rosters?name=leavers.xlsx${query}`, init));
  return { status: answer.status, body: await answer.json() };
}

it('asks for the sheet and about hidden rows, and keeps both answers with the roster', async () => {
  const bytes = workbook({
    sheets: [
      { name: 'Notes', rows: [['Ask Bo']] },
      { name: 'Leavers & more', rows, rowAttributes: { 3: 'hidden="1"' } },
    ],
  });
  const first = await upload(bytes);
  expect([first.status, apiErrorSchema.parse(first.body).error.workbook]).toEqual([
    400,
    {
      sheets: [
        { name: 'Notes', hidden: false, first: ['Ask Bo'] },
        { name: 'Leavers & more', hidden: false, first: ['User id', 'User name'] },
      ],
      hiddenRows: null,
    },
  ]);
  const sheet = `&sheet=${encodeURIComponent('Leavers & more')}`;
  const second = await upload(bytes, sheet);
  expect(apiErrorSchema.parse(second.body).error.workbook).toEqual({ sheets: [], hiddenRows: 1 });
  expect(app.engine.rosters.list()).toEqual([]);

  const third = await upload(bytes, `${sheet}&hiddenRows=leave-out`);
  const roster = rosterDetailSchema.parse(third.body);
  expect([third.status, roster.users, roster.name]).toEqual([201, 2, 'leavers.xlsx']);
  expect(roster.notes.map(({ message }) => message)).toEqual([
    expect.stringContaining('Lockstep read the sheet “Leavers & more”'),
    expect.stringContaining('You chose to leave it out'),
  ]);
  expect(app.engine.rosters.list()[0]?.summary.workbook).toEqual({
    sheet: 'Leavers & more',
    hiddenRows: 'leave-out',
  });
});

it('explains a workbook that cannot be read, and keeps nothing', async () => {
  const cut = await upload(workbook({ sheets: [{ rows }] }).subarray(0, 900));
  expect([cut.status, apiErrorSchema.parse(cut.body).error.message]).toEqual([
    400,
    expect.stringContaining('it is cut short'),
  ]);
  expect(app.engine.rosters.list()).toEqual([]);
});
