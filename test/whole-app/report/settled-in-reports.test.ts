/** Tests that reports of a run say what later runs settled, and agree with the page and the list of runs about it. */
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import Papa from 'papaparse';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runReportSchema } from '#lib/contract/report';
import type { ReportRow } from '#lib/domain/report/report';
import { decisionsOf } from '#lib/domain/run/view/decisions';
import { runStatus } from '#lib/domain/run/view/status';
import type { RunReport, RunView } from '#lib/engine/run/run-view';
import { packOf } from '#lib/server/evidence/pack';
import { thisMaker } from '#lib/server/evidence/report-texts';
import { redactedReport } from '#lib/server/http/redacted-report';
import { reportPage, reportTable, reportText } from '#lib/server/http/report-views';
import { listedRun, runHead } from '#lib/server/http/run-views';
import { checkPack } from '#lib/server/verify-pack';
import { DemoJob, unwrap } from '#test/demo-job';
import { planned, ranFrom, verified } from '#test/ended-runs';
import { fastClock } from '#test/fast-clock';

let job: DemoJob;
let first: RunView;
let second: RunView;
const runs = () => job.app.engine.runs;

/** A run with two users still active and one refused: one of each kind is settled later, and one is dismissed. */
beforeAll(async () => {
  job = await DemoJob.open({ people: 60 }, fastClock(200));
  const sealed = await job.seal(6, undefined, job.isOrdinary);
  const refused = sealed.entries[5]?.accountId ?? '';
  job.organisation.setFaults({
    ineffective: { after: 1, next: 2 },
    perAccount: { [refused]: [{ on: ['lifecycle.disable'], answer: 403 }] },
  });
  const { record } = await verified(job, await job.goOn(job.start(sealed).record.id));
  job.organisation.resetFaults();
  unwrap(runs().dismiss(record.id, { positions: [2], reason: 'Their team decides' }));
  second = await ranFrom(job, job.get(record.id), 'attention', [1, 5]);
  first = job.get(record.id);
});
afterAll(() => job.close());

const reported = async () => unwrap(await runs().report(first.record.id));
const jsonOf = (report: RunReport) => runReportSchema.parse(JSON.parse([...reportText(report)].join('')));

it('every report names what later runs settled, per user and in total, as of a time that it names', async () => {
  const report = await reported();
  const json = jsonOf(report);
  const endedAt = second.state.endedAt ?? 0;
  const by = { decision: 'settled', settledInRun: 2, settledAt: endedAt };
  const none = { decision: null, settledInRun: null, settledAt: null };
  expect(json.rows).toMatchObject([none, by, { ...none, decision: 'dismissed' }, none, none, by]);
  const knownAt = json.decisions?.knownAt ?? 0;
  expect(json.decisions).toEqual({ knownAt, open: 0, settled: [{ run: 2, users: 2 }], dismissed: 1 });
  expect(knownAt).toBeGreaterThanOrEqual(endedAt);

  const text = [...reportTable(report)].join('').slice(1).trimEnd();
  const csv = Papa.parse<Record<string, string>>(text, { header: true }).data;
  const iso = (at: number) => new Date(at).toISOString();
  const settled = ['Settled by a later run', '2', iso(endedAt)];
  const said = csv.map((row) => [row.Decision, row['Settled in run'], row['Settled at']]);
  const nothing = ['', '', ''];
  expect(said).toEqual([nothing, settled, ['Dismissed', '', ''], nothing, nothing, settled]);
  for (const row of csv) expect(row['Decisions as of']).toBe(iso(knownAt));

  const html = [...reportPage(report, knownAt, 'UTC').html].join('');
  expect(html).toMatch(/<p><bdi>2 settled in run 2 · 1 dismissed, as of [^<]+ UTC\.<\/bdi><\/p>/);
  const line = (number: number) => new RegExp(`<tr id="user-${number}">.*?</tr>`).exec(html)?.[0];
  expect(line(2)).toContain('Settled in run 2, which ended ');
  expect(line(6)).toContain('Settled in run 2, which ended ');
  expect(line(3)).not.toContain('Settled');
  expect(line(3)).toContain('Dismissed: ');
});

it('headline, page and list of runs agree about what later runs settled', async () => {
  const report = await reported();
  const open = runs().openUsers()(first.record.id);
  const { settled } = decisionsOf(first.state, open.settled);
  const page = runStatus(first.state, { now: 0, settled });
  const html = [...reportPage(report, 0, 'UTC').html].join('');
  const facts = ['3 verified', '1 still active', '1 settled by a later run'];
  for (const fact of facts) expect(page.facts).toContain(fact);
  // In the heading, and not a second time below it. The title is short.
  expect(html.match(/1 still active/g)).toHaveLength(1);
  expect(html).toContain(`deactivated · ${facts.join(' · ')} · 1 refused</bdi></h1>`);
  expect(html).toContain('<dt>Read otherwise, then settled by a later run</dt><dd><bdi>1 user</bdi></dd>');
  expect(jsonOf(report).run).toMatchObject({ verified: facts, contradicted: 1 });
  const listed = listedRun(first, open);
  expect(listed.verified).toEqual(facts.slice(0, 2));
  expect(listed).toMatchObject({ contradicted: 1, users: { open: 0, settled: 2, dismissed: 1 } });
  expect(first.summary.dismissed).toBe(1);
  const alone = runHead(unwrap(await runs().detail(first.record.id)), open).run;
  expect(alone).toMatchObject({ verified: facts, contradicted: 1 });
});

it('the evidence pack has what later runs settled, and finds an edit of it', async () => {
  const pieces: Uint8Array[] = [];
  const evidence = unwrap(await job.app.engine.evidence.of(first.record.id));
  for await (const piece of packOf(evidence, thisMaker('0.0.0', Date.now()))) pieces.push(piece);
  const pack = Buffer.concat(pieces);
  expect(checkPack(pack, '0.0.0').code).toBe(0);
  const parts = unzipSync(pack);
  const facts = strFromU8(parts['pack.json'] ?? new Uint8Array());
  expect(facts).toContain('"number": 2');
  const edited = zipSync({ ...parts, 'pack.json': strToU8(facts.replace('"number": 2', '"number": 3')) });
  const { lines } = checkPack(edited, '0.0.0');
  const found = lines.flatMap((line) => /^EDITED +(\S+):/.exec(line)?.[1] ?? []);
  expect([...found].sort()).toEqual(['pack.json', 'report.csv', 'report.html', 'report.json']);
});

it('the redacted report has what later runs settled, and names nobody', async () => {
  const full = await reported();
  const json = jsonOf(full);
  const redacted = redactedReport(full, 'ab'.repeat(32));
  const shared = jsonOf(redacted);
  expect(shared.decisions).toEqual(json.decisions);
  expect(shared.run.verified).toEqual(json.run.verified);
  const said = ({ decision, settledInRun, settledAt }: ReportRow) => [decision, settledInRun, settledAt];
  expect(shared.rows.map(said)).toEqual(json.rows.map(said));
  const html = [...reportPage(redacted, 0, 'UTC').html].join('');
  expect(html).toContain('2 settled in run 2 · 1 dismissed, as of ');
  for (const accountId of planned(job, first)) expect(html).not.toContain(accountId);
});

it('a report made before the end of the run says nothing about decisions', async () => {
  const { record } = job.start(await job.seal(3, undefined, job.isOrdinary));
  job.say(record.id, 'pause');
  const report = unwrap(await runs().report(record.id));
  expect(report.view.state.status).not.toBe('ended');
  expect(report).toMatchObject({ later: null, decided: null });
  await job.goOn(record.id);
});
