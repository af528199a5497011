/** Tests a long roster right after a start: other work runs while it is read and answered. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { reviewSchema, rosterDetailSchema } from '#lib/contract/roster';
import { turn } from '#lib/engine/turns';
import { type App, registerApp } from '#lib/server/app';
import { unwrap } from '#test/demo-job';
import { openOffline } from '#test/offline-app';
import { temporaryFolder } from '#test/temporary-folder';
import { GET as getLookUp } from '../../../app/api/rosters/[id]/look-up/route';
import { GET as getPreflight } from '../../../app/api/rosters/[id]/preflight/route';
import { GET as getRoster } from '../../../app/api/rosters/[id]/route';
import { GET as getUsers } from '../../../app/api/rosters/[id]/users/route';

const total = 6_000;
const folder = temporaryFolder('lockstep-review-');
let app: App;
let id: string;

async function open(): Promise<void> {
  app = await openOffline(folder.path);
}

const accountId = (at: number) => `712020:00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;

async function* file() {
  const rows = Array.from({ length: total }, (_, at) => `${accountId(at)},Sample ${at},s${at}@example.com`);
  yield new TextEncoder().encode(`User id,User name,email\n${rows.join('\n')}\n`);
}

beforeEach(async () => {
  folder.make();
  await open();
  unwrap(await app.engine.rules.add({ kind: 'group', pattern: 'vip', reason: 'The board' }));
  id = unwrap(await app.engine.rosters.upload(file(), { name: 'a.csv', writtenAt: null })).id;
  const everyOther = Array.from({ length: total / 2 }, (_, at) => accountId(at * 2));
  unwrap(await app.engine.rosters.setTicked(id, everyOther, false));
  await app.close();
  await open();
});
afterEach(async () => {
  await app.close();
  registerApp(undefined);
  folder.remove();
});

const address = 'http://localhost/api/rosters/r';

it.each([
  ['its users', getUsers],
  ['how it stands', getRoster],
  ['what preflight said', getPreflight],
  ['how many wait to be looked up', getLookUp],
])('gives everything else its turns while it says %s', async (_, get) => {
  let over = false;
  const asked = get(new Request(address), { params: Promise.resolve({ id }) })
    .then((response) => response.json())
    .finally(() => {
      over = true;
    });
  let turns = 0;
  for (; !over; turns += 1) await turn();
  await asked;
  expect(turns).toBeGreaterThan(total / 500);
});

it('a review read in pieces has everybody, and the counts of one moment', async () => {
  const ask = async (get: typeof getUsers) =>
    (await get(new Request(address), { params: Promise.resolve({ id }) })).json();
  const { users } = reviewSchema.parse(await ask(getUsers));
  expect(users.map(({ name }) => name)).toEqual(Array.from({ length: total }, (_, at) => `Sample ${at}`));
  expect(users.filter(({ ticked }) => ticked)).toHaveLength(total / 2);
  const { counts, unaskedRules } = rosterDetailSchema.parse(await ask(getRoster));
  expect(counts).toMatchObject({ ticked: total / 2, unticked: total / 2 });
  expect(unaskedRules).toMatchObject([{ users: total / 2 }]);
});
