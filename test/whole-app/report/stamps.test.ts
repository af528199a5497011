/** Tests Atlassian's date and trace ID, from its answers to the reports. */
import Papa from 'papaparse';
import { expect, it } from 'vitest';
import { defaultOptions } from '#lib/domain/plan/run-options';
import { reportPage, reportTable, reportText } from '#lib/server/http/report-views';
import { unwrap } from '#test/demo-job';
import { job, openAppForEachTest } from '#test/job-of-each-test';

openAppForEachTest();

async function ended(): Promise<string> {
  const sealed = await job.seal(4, { ...defaultOptions, concurrency: 1 }, job.isOrdinary);
  const ids = sealed.entries.map(({ accountId }) => accountId);
  // The second call is refused and the account read again. The answer to the third is lost, and the account is read
  // back.
  job.organisation.setFaults({
    perAccount: {
      [ids[1] ?? '']: [
        { answer: 'real', on: ['profile'] },
        { answer: 409, body: { key: 'conflict.lifecycleErrors' }, on: 'lifecycle' },
      ],
      [ids[2] ?? '']: [{ answer: 'cut', apply: true, on: 'lifecycle' }],
    },
  });
  const { record } = await job.goOn(job.start(sealed).record.id);
  return record.id;
}

/** The calls that settled each user, according to the ledger. */
function traces(): string[] {
  return job.organisation.ledger().map(({ seq }) => seq.toString(16).padStart(32, '0'));
}

it('the date and trace ID of an answer are kept with each outcome, and the clocks are compared', async () => {
  job.organisation.setFaults({ clockAheadMs: 90_000 });
  const report = unwrap(await job.app.engine.runs.report(await ended()));
  const rows = [...report.rows()];
  expect(rows.map(({ outcome }) => outcome)).toEqual([
    'deactivated',
    'refused',
    'confirmed-inactive',
    'deactivated',
  ]);
  const ledger = job.organisation.ledger();
  for (const { trace, outcome, date, at, accountId } of rows) {
    expect(traces()).toContain(trace);
    const settling = ledger.find(({ seq }) => seq.toString(16).padStart(32, '0') === trace);
    expect(settling?.accountId).toBe(accountId);
    expect(settling?.operation).toBe(outcome === 'confirmed-inactive' ? 'profile' : 'lifecycle.disable');
    expect(settling?.answered).toBe({ deactivated: 204, refused: 409 }[outcome as string] ?? 200);
    expect(Math.abs((date ?? 0) - (at ?? 0) - 90_000)).toBeLessThan(60_000);
  }
  const said = /Atlassian’s clock was 9\d s ahead|Atlassian’s clock was (?:8\d|9\d) s ahead|between/;
  const json = JSON.parse([...reportText(report)].join(''));
  expect(json.clocks).toMatchObject({ answers: 4, said: expect.stringMatching(said) });
  expect(json.rows[0]).toMatchObject({ trace: rows[0]?.trace, date: rows[0]?.date });
  const table = Papa.parse<Record<string, string>>([...reportTable(report)].join('').slice(1), {
    header: true,
  });
  expect(table.data[0]).toMatchObject({ 'Trace ID': rows[0]?.trace });
  const html = [...reportPage(report, 0).html].join('');
  expect(html).toMatch(said);
  // The page names the trace of those whom support may be asked about.
  expect(html).toContain(rows[1]?.trace);
});

it('no date and no trace ID is reported where Atlassian gives none', async () => {
  job.organisation.setFaults({ stamps: 'none' });
  const report = unwrap(await job.app.engine.runs.report(await ended()));
  expect([...report.rows()].map(({ trace, date }) => [trace, date])).toEqual(Array(4).fill([null, null]));
  expect(report.clocks).toBeNull();
  expect([...reportPage(report, 0).html].join('')).not.toContain('Clocks');
  const stored: unknown[] = [];
  for await (const batch of job.app.engine.runs.follow(
    report.view.record.id,
    0,
    new AbortController().signal,
  )) {
    stored.push(...batch);
  }
  expect(JSON.stringify(stored)).not.toContain('stamp');
});
