/** Tests reports of a long run: other work runs while one is made, and it shows the moment of the request. */
import Papa from 'papaparse';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { z } from 'zod';
import { runEntriesSchema } from '#lib/contract/run';
import { type App, registerApp } from '#lib/server/app';
import { reportPage, reportTable, reportText } from '#lib/server/http/report-views';
import { unwrap } from '#test/demo-job';
import { writeLongRun } from '#test/long-run';
import { openOffline } from '#test/offline-app';
import { temporaryFolder } from '#test/temporary-folder';
import { GET as getEntries } from '../../../app/api/runs/[id]/entries/route';
import { GET as getCsv } from '../../../app/api/runs/[id]/report.csv/route';
import { GET as getHtml } from '../../../app/api/runs/[id]/report.html/route';
import { GET as getJson } from '../../../app/api/runs/[id]/report.json/route';
import { GET as getRun } from '../../../app/api/runs/[id]/route';

const total = 1_500;
const folder = temporaryFolder('lockstep-pieces-');
let app: App;

beforeEach(() => folder.make());
afterEach(async () => {
  registerApp(undefined);
  await app.close();
  folder.remove();
});

async function open(maxSteps?: number): Promise<void> {
  writeLongRun(folder.path, total, maxSteps);
  app = await openOffline(folder.path);
  registerApp(app);
}

const runs = () => app.engine.runs;
const params = Promise.resolve({ id: 'run' });

/** The number of turns that the event loop had for other work meanwhile. */
async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  let next = setImmediate(function count() {
    turns += 1;
    next = setImmediate(count);
  });
  await work();
  clearImmediate(next);
  return turns;
}

it('other work runs while a report or the people of a run are made', async () => {
  await open();
  const entries = unwrap(runs().get('run')).state.seq;
  // One piece checks 500 entries of the journal, 500 users of the plan, or makes 200 rows.
  const least = { examined: entries / 500 + total / 500, rows: total / 200 };
  for (const handler of [getCsv, getHtml, getJson]) {
    const turns = await turnsDuring(async () => {
      const answer = await handler(new Request('http://localhost/'), { params });
      expect(await answer.text()).toContain('712020:000005db-0000-4000-8000-000000000000');
    });
    expect(turns).toBeGreaterThan(least.examined + least.rows);
  }
  const turns = await turnsDuring(async () => {
    const answer = await getRun(new Request('http://localhost/'), { params });
    expect(((await answer.json()) as { entries: unknown[] }).entries).toHaveLength(total);
  });
  expect(turns).toBeGreaterThan(least.examined + least.rows);
});

it('a report shows the moment of its request, whatever is written meanwhile', async () => {
  await open(total);
  const before = unwrap(runs().get('run')).state.seq;
  const asked = runs().report('run');
  const detailed = runs().detail('run');
  unwrap(runs().command('run', 'stop'));
  const now = unwrap(runs().get('run')).state;
  expect(now.seq).toBeGreaterThan(before);
  expect(now.status).not.toBe('interrupted');

  const report = unwrap(await asked);
  expect(unwrap(await detailed).view.differences).toEqual([]);
  expect(report.journal).toMatchObject({ intact: true, entries: before });
  expect(report.differences).toEqual([]);
  const { state } = report.view;
  expect([state.seq, state.status]).toEqual([before, 'interrupted']);
  const rows = Papa.parse<string[]>([...reportTable(report)].join('').trimEnd()).data.slice(1);
  expect(rows.filter((cells) => cells[3] === 'Deactivated')).toHaveLength(state.counts.deactivated);

  const after = unwrap(await runs().report('run'));
  expect(after.journal).toMatchObject({ intact: true, entries: now.seq });
  expect(after.view.state.counts).toEqual(now.counts);
});

it('makes a row only when the reader wants it, and ends with an error where the run is deleted meanwhile', async () => {
  await open();
  const answer = await getCsv(new Request('http://localhost/'), { params });
  const reader = answer.body?.getReader();
  await reader?.read();
  app.engine.retention.purgeRun('run');
  await expect(
    (async () => {
      while (!(await reader?.read())?.done);
    })(),
  ).rejects.toThrow(/was deleted/);
});

it('stops work for a reader who is gone', async () => {
  await open();
  const gone = AbortSignal.abort();
  await expect(runs().report('run', gone)).rejects.toThrow();
  await expect(runs().detail('run', gone)).rejects.toThrow();
});

it('every report is the same as one that is made in one piece', async () => {
  await open();
  const report = unwrap(await runs().report('run'));
  const json = JSON.parse([...reportText(report)].join(''));
  expect(json.rows).toEqual([...report.rows()]);
  expect(json.run.counts).toMatchObject(report.view.state.counts);
  const html = [...reportPage(report, 0).html].join('');
  expect(html.match(/<tr id="user-/g)).toHaveLength(total);
  expect(html.endsWith('</html>\n')).toBe(true);
});

it('sends the people of a run in pages, which together are those of the whole answer', async () => {
  await open();
  const ask = async (handler: typeof getRun, query: string) =>
    (await handler(new Request(`http://localhost/${query}`), { params })).json();
  const { entries, ...head } = await ask(getRun, '');
  expect(await ask(getRun, '?entries=none')).toEqual(head);
  const paged = [];
  const lengths = [];
  for (let from: number | null = 0; from !== null; ) {
    const page: z.output<typeof runEntriesSchema> = runEntriesSchema.parse(
      await ask(getEntries, `?from=${from}`),
    );
    paged.push(...page.entries);
    lengths.push(page.entries.length);
    from = page.next;
  }
  expect(paged).toEqual(entries);
  expect(lengths).toEqual([1_000, total - 1_000]);
  expect(await ask(getEntries, `?from=${total}`)).toEqual({ entries: [], next: null });
});
