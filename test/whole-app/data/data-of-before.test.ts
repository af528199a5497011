/** Tests that a data folder written by f22e8f6 (test/fixtures/data-f22e8f6) opens, verifies and reports as before. */
import { copyFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import Papa from 'papaparse';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Sqlite } from '#lib/adapters/sqlite/driver';
import { migrations } from '#lib/adapters/sqlite/schema';
import { systemClock } from '#lib/adapters/system-clock';
import { planText } from '#lib/domain/plan/plan-text';
import type { ReportRow } from '#lib/domain/report/report';
import type { SealedPlan } from '#lib/engine/plan/sealing';
import { checkAll } from '#lib/server/check-journal';
import { composedApp } from '#test/composed-app';
import { renamedSince } from '#test/renamed-since';
import { temporaryFolder } from '#test/temporary-folder';
import {
  answers,
  downloaded,
  type StoredJournal,
  sha256,
  storedIds,
  storedJournals,
} from '#test/what-it-says';

/** The reports of f22e8f6 about the folder. */
interface Expected {
  /** Ms since the epoch. */
  openedAt: number;
  organisationId: string;
  /** The output of `npm run check-journal` before the folder was opened. */
  check: string[];
  journals: StoredJournal[];
  reports: { number: number; id: string; csv: string; json: string; html: string }[];
  answers: Record<string, unknown>;
}

/** The parts of a JSON report that these tests read. */
interface JsonReport {
  run: { status: string; plan: { digest: string } };
  journal?: { intact: boolean; entries: number; head: string };
  /** Absent in reports of f22e8f6. */
  sealed?: { intact: boolean; notSealed: string | null };
  rows: ReportRow[];
}

const fixture = path.resolve('test/fixtures/data-f22e8f6');
const kept = (name: string) => readFileSync(path.join(fixture, name), 'utf8');
const written = JSON.parse(kept('expected.json')) as Expected;
const expected = { ...written, answers: renamedSince(written.answers) };
/** The run whose process was killed in the middle. */
const cutOff = 12;

const folder = temporaryFolder('lockstep-before-');
const file = () => path.join(folder.path, 'lockstep.db');

beforeEach(() => {
  folder.make();
  copyFileSync(path.join(fixture, 'lockstep.db'), file());
});
afterEach(() => folder.remove());

/** Opens the folder at the same moment as f22e8f6 did, so that nothing in it has expired. Atlassian is out of reach. */
async function opened<T>(look: (database: InstanceType<typeof Sqlite>) => T | Promise<T>): Promise<T> {
  const opened = await composedApp({
    dataDir: folder.path,
    apiUrl: 'http://127.0.0.1:1',
    apiKey: 'made-up-key',
    organisationId: expected.organisationId,
    clock: { ...systemClock(), wall: () => expected.openedAt },
  });
  try {
    return await read(look);
  } finally {
    await opened.close();
  }
}

/** Reads the database without opening the folder. */
async function read<T>(look: (database: InstanceType<typeof Sqlite>) => T | Promise<T>): Promise<T> {
  const database = new Sqlite(file(), { readonly: true });
  try {
    return await look(database);
  } finally {
    database.close();
  }
}

it('has every journal byte for byte as it was written, however often it is opened', async () => {
  expect(await read((database) => storedJournals(database))).toEqual(expected.journals);
  expect(checkAll(file())).toEqual({ intact: true, lines: expected.check });
  await opened(() => undefined);
  await opened(() => undefined);
  const entries = new Map(expected.journals.map((journal) => [journal.number, journal.entries]));
  const first = (number: number) => entries.get(number) ?? 0;
  expect(await read((database) => storedJournals(database, first))).toEqual(expected.journals);
  const { intact, lines } = checkAll(file());
  expect(intact).toBe(true);
  // Only the interrupted run has one more line, about the interruption.
  const changed = lines.filter((line) => !expected.check.includes(line));
  expect(changed).toEqual([expect.stringContaining(`Run ${cutOff}: unbroken, ${first(cutOff) + 1} entries`)]);
  const added = (database: InstanceType<typeof Sqlite>) =>
    database
      .prepare<[number], string>(
        `SELECT event FROM journal JOIN runs ON runs.id = run_id WHERE number = ${cutOff} AND seq > ?`,
      )
      .pluck()
      .all(first(cutOff));
  expect((await read(added)).map((event) => JSON.parse(event).type)).toEqual(['interrupted']);
});

it('gives every plan the digest that it was sealed with', async () => {
  await opened(async (database) => {
    const said = await answers(database);
    const { plans } = storedIds(database);
    expect(plans).toHaveLength(15);
    for (const id of plans) {
      const { plan, entries } = said[`/api/plans/${id}`] as SealedPlan;
      const then = expected.answers[`/api/plans/${id}`] as SealedPlan;
      expect([plan.digest, sha256(planText(plan, entries))]).toEqual([then.plan.digest, then.plan.digest]);
    }
  });
});

it('says of rosters, protections, rules, plans and runs what was said then, also after a restart', async () => {
  const said = await opened(answers);
  expect(recorded(said)).toMatchObject(recorded(expected.answers));
  expect(await opened(answers)).toEqual(said);
});

it('ticks nobody who was not ticked then, and drops only those that a run left inactive', async () => {
  const said = await opened(answers);
  const gone = expected.reports.flatMap(({ number }) =>
    cells(kept(`reports/run-${number}.csv`)).flatMap((row) =>
      /inactive|^Deactivated$/i.test(row.Outcome ?? '') ? [row['Account ID']] : [],
    ),
  );
  let compared = 0;
  for (const [place, then] of Object.entries(expected.answers)) {
    if (!place.endsWith('/users')) continue;
    const now = said[place] as ReviewedThen[];
    for (const [at, user] of (then as ReviewedThen[]).entries()) {
      compared += 1;
      if (now[at]?.ticked) expect(user.ticked).toBe(true);
      if (now[at]?.block === user.block) continue;
      expect([user.block, now[at]?.block]).toEqual([null, 'already-inactive']);
      expect(gone).toContain(user.accountId);
    }
  }
  expect(compared).toBeGreaterThan(50);
});

it('check-journal also checks a folder of the first format that was never opened since', () => {
  const first = path.join(folder.path, 'first.db');
  const database = new Sqlite(first);
  database.exec(migrations[0] ?? '');
  const plan = {
    id: 'p',
    rosterId: null,
    rosterName: 'users.csv',
    organisationId: 'o',
    organisationName: 'O',
    message: null,
    count: 1,
    createdAt: 1,
  };
  const digest = sha256(planText(plan, [{ position: 0, accountId: 'a', name: 'A', email: '' }]));
  database.prepare("INSERT INTO plans VALUES ('p', 1, ?)").run(JSON.stringify({ ...plan, digest }));
  database.exec("INSERT INTO plan_entries VALUES ('p', 0, 'a', 'A', '')");
  database.exec("INSERT INTO runs VALUES ('r', 1, 'p', 1)");
  database.close();
  expect(checkAll(first)).toMatchObject({ intact: true, lines: [expect.stringMatching(/^Run 1: unbroken/)] });
});

/** Translates the report: a call that was cut off used to be reported as in doubt, and as still under way. */
function sayAsToday(report: string): string {
  return report
    .replace(
      'In doubt,The call is under way.',
      'Not yet read back,"The program ended in the middle of the call, which may never have been sent."',
    )
    .replace(
      /"outcome": "in-doubt",(\s+(?:"dryRun": false,\s+)?"reason": )"The call is under way\."/,
      '"outcome": "not-read-back",$1"The program ended in the middle of the call, which may never have been sent."',
    );
}

it.each(expected.reports)('reports run $number as it was reported then', async ({ number, id, ...then }) => {
  const kepts = [kept(`reports/run-${number}.csv`), kept(`reports/run-${number}.json`)] as const;
  expect(kepts.map(sha256)).toEqual([then.csv, then.json]);
  const [csv, json] = [sayAsToday(kepts[0]), sayAsToday(kepts[1])];
  const now = await opened(async () => ({
    csv: await downloaded('csv', id),
    json: await downloaded('json', id),
    html: await downloaded('html', id),
  }));

  // Later reports may have more columns and fields; the old ones must have the same values.
  const rows = cells(csv);
  expect(cells(now.csv)).toMatchObject(rows);
  const { journal, ...report } = renamedSince(JSON.parse(json) as JsonReport);
  const today = JSON.parse(now.json) as JsonReport;
  expect(today).toMatchObject(report);
  // The last entry of the interrupted run is new: it says that the run was interrupted.
  if (number === cutOff) expect(today.journal).toMatchObject({ intact: true, entries: journal?.entries });
  else expect(today.journal).toMatchObject({ ...journal });

  const page = lines(now.html);
  expect(page).toHaveLength(rows.length);
  for (const [at, { accountId, name, email, detail }] of report.rows.entries()) {
    for (const text of [accountId, name, email, detail ?? '', rows[at]?.Outcome ?? 'none']) {
      expect(page[at]).toContain(text);
    }
  }
  const gap = 'Names and addresses were not sealed';
  for (const row of cells(now.csv)) expect(row['As sealed']).toMatch(`Yes. ${gap}`);
  expect(today.sealed).toMatchObject({ intact: true, notSealed: expect.stringContaining(gap) });
  expect(now.html).toContain(gap);
  expect(now.html).toContain(report.run.plan.digest);
  expect(now.html).toContain(today.journal?.head);
});

it.each(expected.journals)('shows where one byte of run $number was changed', async ({ number, entries }) => {
  const at = Math.ceil(entries / 2);
  const writable = new Sqlite(file());
  writable.exec('DROP TRIGGER journal_is_append_only');
  const changed = writable
    .prepare(
      `UPDATE journal SET event = substr(event, 1, length(event) - 1) || ' '
       WHERE seq = ? AND run_id = (SELECT id FROM runs WHERE number = ?)`,
    )
    .run(at, number);
  writable.close();
  expect(changed.changes).toBe(1);
  const { intact, lines } = checkAll(file());
  expect(intact).toBe(false);
  expect(lines.filter((line) => !expected.check.includes(line))).toEqual([
    `Run ${number}: BROKEN at entry ${at}. This entry was changed.`,
  ]);
  expect(await read((database) => storedJournals(database))).not.toEqual(expected.journals);
});

interface ReviewedThen {
  accountId: string | null;
  ticked: boolean;
  block: string | null;
}

/**
 * The content of the folder, without what today's rules conclude from it: who can be deactivated now, and the
 * predictions. Later rules may be stricter. What Atlassian said of accounts is asked again by this version.
 */
function recorded(said: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(said)
      .filter(([place]) => !place.endsWith('/preflight'))
      .map(([place, answer]) => {
        if (place.endsWith('/users')) {
          const users = answer as Record<string, unknown>[];
          return [place, users.map(({ ticked, block, prediction, ...facts }) => facts)];
        }
        const { predicted, counts, ...facts } = answer as Record<string, unknown>;
        return [place, facts];
      }),
  );
}

/** The rows of a CSV report, by column. */
function cells(csv: string): Record<string, string>[] {
  return Papa.parse<Record<string, string>>(csv.slice(1).trimEnd(), { header: true }).data;
}

/** The text of each user's line in the report with the title of its list, in the order of the plan. */
function lines(html: string): string[] {
  const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  const lists = html.split('<h2>').slice(1);
  const numbered = lists.flatMap((list) =>
    [...list.matchAll(/<tr id="user-(\d+)">.*?<\/tr>/gs)].map(([row, number]) => ({
      row: `${list.slice(0, list.indexOf('</h2>'))}<br>${row}`,
      number: Number(number),
    })),
  );
  numbered.sort((one, other) => one.number - other.number);
  return numbered.map(({ row }) =>
    row
      .replaceAll(/<br>|<\/td>/g, '\n')
      .replaceAll(/<[^>]*>/g, '')
      .replaceAll(/&([^;]+);/g, (whole, name: string) => entities[name] ?? whole),
  );
}
