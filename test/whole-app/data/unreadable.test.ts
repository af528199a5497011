/** Tests damage to any text of the data folder: Lockstep starts anyway, lists what it has, and says what is missing. */
import { copyFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { databaseName } from '#lib/adapters/sqlite/database';
import { Sqlite } from '#lib/adapters/sqlite/driver';
import { chain } from '#lib/adapters/sqlite/journal-chain';
import { rosterPaths } from '#lib/adapters/sqlite/roster/roster-folder';
import { protectionHistorySchema, protectionsSchema, rulesSchema } from '#lib/contract/protection';
import { retentionViewSchema } from '#lib/contract/retention';
import { reviewSchema, rosterDetailSchema, rosterSchema } from '#lib/contract/roster';
import { runsSchema } from '#lib/contract/runs';
import { preflightParts } from '#lib/domain/preflight/preflight';
import type { App } from '#lib/server/app';
import { checkAll } from '#lib/server/check-journal';
import { reviewUser } from '#lib/server/http/roster-views';
import { composedApp } from '#test/composed-app';
import { DemoJob, unwrap } from '#test/demo-job';
import { fastClock } from '#test/fast-clock';
import { temporaryFolder } from '#test/temporary-folder';
import { until } from '#test/until';
import { answers, downloaded, type reportKinds, storedIds } from '#test/what-it-says';

const sound = temporaryFolder('lockstep-sound-');
const folder = temporaryFolder('lockstep-unreadable-');

/** Two finished runs, one in the middle, a plan that was not started, and one of everything else that is stored. */
beforeAll(async () => {
  sound.make();
  const job = await DemoJob.open({ people: 60 }, fastClock());
  const { engine } = job.app;
  for (const count of [3, 4]) await job.goOn(job.start(await job.seal(count)).record.id);
  unwrap(engine.protections.protect({ accountId: 'someone', name: 'Some One', email: '' }, 'Stays'));
  unwrap(await engine.rules.add({ kind: 'name', pattern: 'a*', reason: 'Letters' }));
  unwrap(
    engine.retention.setDays({
      ...engine.retention.days(),
      rosterDays: null,
      runDays: null,
      historyDays: null,
    }),
  );
  const [roster] = engine.rosters.list();
  const [user] = unwrap(await engine.rosters.review(roster?.id ?? '', 1));
  unwrap(await engine.rosters.setOperator(roster?.id ?? '', String(user?.user.accountId)));
  unwrap(await engine.preflight.start(roster?.id ?? '', preflightParts));
  await until(async () => unwrap(await engine.preflight.view(roster?.id ?? '')).running === null);
  const sealed = await job.seal(9, undefined, job.isOrdinary);
  const { id } = job.start(sealed).record;
  await job.until(id, ({ state }) => state.settled >= 2);
  job.say(id, 'pause');
  await job.app.engine.runs.close();
  await job.seal(2);
  await job.app.close();
  const database = new Sqlite(path.join(job.dataDir, databaseName));
  database
    .prepare("INSERT INTO settings VALUES ('brake', ?)")
    .run(JSON.stringify({ maxCount: 50, maxPercent: 25, percentFrom: 20 }));
  database.pragma('journal_mode = DELETE');
  database.close();
  copyData(job.dataDir, sound.path);
  await job.close();
});
afterAll(() => sound.remove());

/** Copies the database and the files of the rosters. */
function copyData(from: string, to: string): void {
  for (const name of readdirSync(from)) {
    if (name === databaseName || name.startsWith('roster-')) {
      copyFileSync(path.join(from, name), path.join(to, name));
    }
  }
}

/** Starts on a damaged copy of the folder and runs `look`. */
async function startedAfter<T>(
  damage: (database: InstanceType<typeof Sqlite>) => void,
  look: (app: App, database: InstanceType<typeof Sqlite>) => T | Promise<T>,
): Promise<T> {
  folder.make();
  const file = path.join(folder.path, databaseName);
  copyData(sound.path, folder.path);
  const database = new Sqlite(file);
  database.pragma('foreign_keys = OFF');
  database.pragma('ignore_check_constraints = ON');
  database.exec('DROP TRIGGER journal_is_append_only');
  damage(database);
  database.close();
  const opened = await composedApp({
    dataDir: folder.path,
    apiUrl: 'http://127.0.0.1:1',
    apiKey: 'made-up-key',
    organisationId: 'o',
  });
  const looking = new Sqlite(file, { readonly: true });
  try {
    return await look(opened, looking);
  } finally {
    looking.close();
    await opened.close();
    folder.remove();
  }
}

const bodies = {
  '/api/runs': runsSchema,
  '/api/protections': protectionsSchema,
  '/api/protections/history': protectionHistorySchema,
  '/api/protection-rules': rulesSchema,
  '/api/retention': retentionViewSchema.omit({ folder: true }),
};

/** Expects that everything readable is returned, in the shapes that the page accepts. */
async function listsEverything(app: App, database: InstanceType<typeof Sqlite>): Promise<void> {
  const said = await answers(database);
  for (const [place, body] of Object.entries(said)) {
    expect([place, Reflect.get(Object(body), 'error')?.code]).not.toEqual([place, 'internal']);
  }
  for (const [place, schema] of Object.entries(bodies)) schema.parse(said[place]);
  const ids = storedIds(database);
  for (const id of ids.rosters) {
    rosterDetailSchema.parse(said[`/api/rosters/${id}`]);
    reviewSchema.parse({
      users: unwrap(await app.engine.rosters.review(id)).map((each) => reviewUser(each, undefined)),
    });
  }
  for (const record of app.engine.rosters.list()) rosterSchema.shape.kind.parse(record.kind);
  for (const { record } of app.engine.runs.list()) {
    for (const kind of ['csv', 'json', 'html'] as const satisfies (keyof typeof reportKinds)[]) {
      expect(await downloaded(kind, record.id)).not.toContain('"internal"');
    }
  }
}

it('the folder of these tests is sound before it is damaged', async () => {
  await startedAfter(
    () => {},
    async (app, database) => {
      await listsEverything(app, database);
      expect(app.storageNotices()).toEqual([]);
      expect(app.engine.runs.list().map(({ differences }) => differences)).toEqual([[], [], []]);
    },
  );
});

it('starts and lists whatever text is damaged', async () => {
  const columns = await startedAfter(
    () => {},
    (_app, database) =>
      database
        .prepare<[], { place: string; column: string }>(
          `SELECT t.name AS place, c.name AS "column" FROM sqlite_schema t, pragma_table_info(t.name) c
           WHERE t.type = 'table' AND c.type = 'TEXT' ORDER BY 1, 2`,
        )
        .all(),
  );
  const damages = fc.record({
    at: fc.constantFrom(...columns),
    row: fc.nat(),
    how: fc.oneof(
      fc.record({ flip: fc.nat() }),
      fc.record({
        text: fc.oneof(fc.constantFrom('', 'null', '{}', '[]', '5', '"x"', '[null]'), fc.string()),
      }),
      fc.record({ member: fc.nat(), value: fc.jsonValue({ maxDepth: 1 }) }),
    ),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(damages, { minLength: 1, maxLength: 4 }), async (list) => {
      await startedAfter((database) => {
        for (const { at, row, how } of list) {
          const { place, column } = at;
          const texts = database
            .prepare<[], { text: string }>(
              `SELECT DISTINCT "${column}" AS text FROM "${place}" WHERE "${column}" IS NOT NULL`,
            )
            .all();
          const text = texts[row % texts.length]?.text;
          if (text === undefined) continue;
          try {
            database
              .prepare(`UPDATE "${place}" SET "${column}" = ? WHERE "${column}" = ?`)
              .run(damaged(text, how), text);
          } catch {
            // Two rows cannot have the same key, so this damage is impossible.
          }
        }
      }, listsEverything);
    }),
    {
      numRuns: 25,
      examples: [[[{ at: { place: 'rosters', column: 'id' }, row: 0, how: { text: '$$' } }]]],
    },
  );
});

/** The text with one character flipped, another text, or the JSON with one member changed. */
function damaged(
  text: string,
  how: { flip: number } | { text: string } | { member: number; value: unknown },
): string {
  if ('text' in how) return how.text;
  if ('flip' in how) {
    const at = how.flip % Math.max(1, text.length);
    return `${text.slice(0, at)}${String.fromCharCode((text.charCodeAt(at) || 64) ^ 1)}${text.slice(at + 1)}`;
  }
  try {
    const value = JSON.parse(text);
    const members = Object.keys(value);
    const member = members[how.member % members.length];
    return member === undefined ? 'null' : JSON.stringify({ ...value, [member]: how.value });
  } catch {
    return JSON.stringify(how.value);
  }
}

/** The JSON of a setting, a row or an entry is missing. */
const broken = (place: string, column: string, where = '1') =>
  `UPDATE ${place} SET ${column} = '{' WHERE ${where}`;

it.each([
  [
    'keeping',
    /only facts read from Atlassian are deleted automatically, after 30 days/,
    { rosterDays: null, runDays: null, historyDays: null, directoryDays: 30 },
  ],
  ['brake', /every plan of more than one user needs a typed reason/, null],
  ['operator', /your own account can no longer be read/, null],
])('says what replaces the setting %s', async (key, why, days) => {
  await startedAfter(
    (database) => database.exec(broken('settings', 'value', `key = '${key}'`)),
    (app) => {
      expect(app.storageNotices().map(({ message }) => message)).toEqual([expect.stringMatching(why)]);
      if (days) expect(app.engine.retention.days()).toEqual(days);
      expect(app.engine.runs.list()).toHaveLength(3);
    },
  );
});

it('names a roster and a row that can no longer be read, and lets nobody of them be ticked', async () => {
  await startedAfter(
    (database) => {
      const [first, second] = storedIds(database).rosters;
      database.exec(broken('rosters', 'summary', `id = '${first}'`));
      const file = new Sqlite(rosterPaths(folder.path, String(second)).file);
      file.exec("INSERT INTO changed VALUES (1, '{')");
      file.close();
    },
    async (app, database) => {
      const [first = '', second = ''] = storedIds(database).rosters;
      const { rosters } = app.engine;
      expect(unwrap(rosters.get(first)).summary.fileProblems[0]?.message).toMatch(/can no longer be read/);
      expect(unwrap(await rosters.review(first))).toEqual([]);
      expect(unwrap(await rosters.review(second))[1]).toMatchObject({
        ticked: false,
        user: { position: 1, accountId: null },
        block: { code: 'unreadable', reason: expect.stringMatching(/can no longer be read/) },
      });
    },
  );
});

it('closes a run with an entry that cannot be read, names it, and leaves the others as they are', async () => {
  const entry = 'run_id = (SELECT id FROM runs WHERE number = 3) AND seq = 4';
  await startedAfter(
    (database) => {
      database.exec(broken('journal', 'event', entry));
      database.exec(broken('journal', 'event', entry.replace('= 3', '= 1')));
    },
    async (app) => {
      const { runs } = app.engine;
      const [third, second, first] = runs.list();
      if (!first || !second || !third) throw new Error('a run is missing');
      const why =
        /from entry 4 on: This entry was changed\. It cannot be read any more \(JSON was expected\)/;
      expect(third.differences.join(' ')).toMatch(why);
      expect(runs.command(third.record.id, 'resume')).toMatchObject({ ok: false });
      for (const { record } of [first, third]) {
        expect(unwrap(await runs.detail(record.id)).view.differences.join(' ')).toMatch(why);
        expect(await downloaded('html', record.id)).toContain('JSON was expected');
      }
      expect(unwrap(await runs.detail(second.record.id)).view.differences).toEqual([]);
      unwrap(runs.command(third.record.id, 'stop'));
    },
  );
});

it('closes a run with an entry that only another version can read', async () => {
  await startedAfter(
    (database) => {
      const id = storedIds(database).runs[2] ?? '';
      const lines = database.prepare<[string], { seq: number; at: number; event: string; hash: string }>(
        'SELECT seq, at, event, hash FROM journal WHERE run_id = ? ORDER BY seq',
      );
      const last = lines.all(id).at(-1);
      if (!last) throw new Error('no entries');
      const event = JSON.stringify({ type: 'unheard-of', position: 1 });
      const seq = last.seq + 1;
      const hash = chain(last.hash, id, { seq, at: last.at, event });
      database.prepare('INSERT INTO journal VALUES (?, ?, ?, ?, ?)').run(id, seq, last.at, event, hash);
      database.prepare('UPDATE journal_heads SET entries = ?, hash = ? WHERE run_id = ?').run(seq, hash, id);
    },
    (app, database) => {
      const [third] = app.engine.runs.list();
      const why = /Entry \d+ of the journal cannot be read by this version of Lockstep \(type: /;
      expect(third?.differences.join(' ')).toMatch(why);
      expect(checkAll(database.name).lines.join(' ')).toMatch(why);
    },
  );
});

it('keeps on protecting those of a rule that can no longer be read, and puts the rule back', async () => {
  await startedAfter(
    (database) => database.exec(broken('protection_rules', 'kind')),
    (app) => {
      expect(app.engine.rules.list()).toMatchObject([{ kind: 'name', pattern: 'a*' }]);
      expect(app.engine.rules.list()[0]?.count).toBeGreaterThan(0);
    },
  );
});
