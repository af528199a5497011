/** Tests that a redacted report names nobody and nothing of the organisation, in any of its three forms. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isReportFile } from '#components/shared/files/send-results.ts';
import { runReportSchema } from '#lib/contract/report';
import { readReport } from '#lib/domain/evidence/reported-run';
import { redactionNote } from '#lib/domain/report/redaction';
import type { RunReport } from '#lib/engine/run/run-view';
import { registerApp } from '#lib/server/app';
import { redactedReport, reportSalt } from '#lib/server/http/redacted-report';
import { reportPage, reportTable, reportText } from '#lib/server/http/report-views';
import { answered, DemoJob, unwrap } from '#test/demo-job';
import { GET as getCsv } from '../../../app/api/runs/[id]/report.csv/route';
import { GET as getHtml } from '../../../app/api/runs/[id]/report.html/route';
import { GET as getJson } from '../../../app/api/runs/[id]/report.json/route';

const who = { operatorName: 'Olive Operator', reason: 'Leavers of spring', ticket: 'OPS-31177' };
const handlers = { csv: getCsv, html: getHtml, json: getJson };
const secret = 'Sekretariat Müller';
let job: DemoJob;
let runId: string;
let full: RunReport;

beforeAll(async () => {
  job = await DemoJob.open();
  registerApp(job.app);
  const { plan } = await job.seal(6);
  const sealed = unwrap(job.app.engine.plans.seal(plan.rosterId ?? '', null, { ...answered, who }));
  runId = job.start(sealed).record.id;
  await job.goOn(runId);
  full = unwrap(await job.app.engine.runs.report(runId));
});
afterAll(async () => {
  registerApp(undefined);
  await job.close();
});

async function downloaded(kind: keyof typeof handlers, query = '?redacted=1'): Promise<Response> {
  const request = new Request(`http://127.0.0.1/api/runs/${runId}/report.${kind}${query}`);
  return handlers[kind](request, { params: Promise.resolve({ id: runId }) });
}

/** The texts that identify a person or the organisation of a report. */
function identifying({ view, rows, journal }: RunReport): string[] {
  const { plan } = view;
  const people = [...rows()].flatMap(({ accountId, name, email, trace }) => [
    ...[accountId, name, email, trace ?? ''],
    // The word `Unverified` is left out, since a field name of the JSON report contains it.
    ...name.split(' ').filter((part) => part.length > 3 && part !== 'Unverified'),
    ...email.split('@'),
  ]);
  const run = [plan.organisationId ?? '', plan.organisationName, plan.rosterName, plan.rosterId ?? ''];
  const proof = [plan.digest, plan.terms?.protections.digest ?? '', journal.intact ? journal.head : ''];
  return [...people, ...run, ...proof, ...Object.values(who), 'admin@example.net', secret].filter(Boolean);
}

/** The texts that occur in `report` in some form, regardless of case. */
function found(report: string, texts: readonly string[]): string[] {
  const text = report.toLowerCase();
  return texts.filter((each) => {
    const bytes = Buffer.from(each, 'utf8');
    const forms = [
      each,
      encodeURIComponent(each),
      JSON.stringify(each).slice(1, -1),
      bytes.toString('base64').replace(/=+$/, ''),
      bytes.toString('base64url'),
      bytes.toString('hex'),
    ];
    return forms.some((form) => text.includes(form.toLowerCase()));
  });
}

it.each(['csv', 'html', 'json'] as const)(
  'names nobody in the %s, and says that it is redacted',
  async (kind) => {
    const texts = identifying(full);
    const answer = await downloaded(kind);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-disposition')).toContain(`-redacted.${kind}`);
    const text = await answer.text();
    expect(found(text, texts)).toEqual([]);
    expect(text).toContain('cannot be verified against the digest of the plan');
    // The full report has them, so the comparison finds what is there.
    const whole = await (await downloaded(kind, '')).text();
    expect(found(whole, Object.values(who))).toEqual(Object.values(who));
    expect(whole.toLowerCase()).not.toContain('redacted');
  },
);

it('keeps numbers, outcomes and times, and no restore can be made of it', async () => {
  const text = await (await downloaded('json')).text();
  expect(await isReportFile(new Blob([text]))).toBe(true);
  const json = JSON.parse(text);
  const report = runReportSchema.parse(json);
  expect(report).toMatchObject({ redacted: true, mark: redactionNote });
  const rows = [...full.rows()];
  const kept = ({ number, outcome, at, status, attempts }: (typeof rows)[number]) => [
    ...[number, outcome, at, status, attempts],
  ];
  expect(report.rows.map(kept)).toEqual(rows.map(kept));
  expect(report.run.counts).toEqual(full.view.summary.counts);
  expect(readReport(json)).toMatchObject({ ok: false, message: expect.stringContaining('is redacted') });
});

it('hashes account IDs under a salt that stays in the data folder', async () => {
  const hashes = async () => {
    const { rows } = runReportSchema.parse(await (await downloaded('json')).json());
    return rows.map(({ accountId }) => accountId);
  };
  const first = await hashes();
  expect(new Set(first).size).toBe(6);
  for (const hash of first) expect(hash).toMatch(/^#[0-9a-f]{32}$/);
  await job.reopen();
  registerApp(job.app);
  full = unwrap(await job.app.engine.runs.report(runId));
  expect(await hashes()).toEqual(first);
  const other = redactedReport(full, 'ab'.repeat(32));
  expect([...other.rows()].map(({ accountId }) => accountId)).not.toEqual(first);
});

it('leaves out every foreign text, wherever it is', () => {
  const { state, plan, summary } = full.view;
  const hostile: RunReport = {
    ...full,
    view: {
      ...full.view,
      failure: secret,
      differences: [secret],
      plan: {
        ...plan,
        message: secret,
        ...(plan.terms && {
          terms: {
            ...plan.terms,
            sizeLimit: { ...plan.terms.sizeLimit, raisedBecause: secret, exceeded: secret },
          },
        }),
        optionalTerms: { ...plan.optionalTerms, another: secret },
      },
      state: {
        ...state,
        end: { how: 'halted', code: null, message: secret, hint: secret },
        headcounts: { before: { active: null, message: secret, changed: 0, at: 1 } },
      },
      summary,
    },
    journal: { intact: false, at: 2, why: secret, unread: secret },
    differences: [secret],
    *rows() {
      for (const row of full.rows()) {
        const texts = { reason: secret, hint: secret, detail: secret, link: `https://example.com/${secret}` };
        yield { ...row, ...texts, before: secret, trace: secret, unverifiedWhy: secret, outcome: 'refused' };
      }
    },
  };
  const redacted = redactedReport(hostile, 'ab'.repeat(32));
  const texts = [reportTable(redacted), reportText(redacted), reportPage(redacted, 0, 'UTC').html];
  for (const pieces of texts) {
    const text = [...pieces].join('');
    expect(found(text, [secret, 'Müller'])).toEqual([]);
    expect(text).toContain('The reason is left out.');
  }
});

it('keeps the published reasons of Atlassian', () => {
  const reason = 'This is your own account: Atlassian lets nobody deactivate themselves.';
  const redacted = redactedReport(
    {
      ...full,
      *rows() {
        for (const row of full.rows()) yield { ...row, outcome: 'refused', reason, hint: secret };
      },
    },
    'ab'.repeat(32),
  );
  for (const row of redacted.rows()) {
    expect(row).toMatchObject({ reason, hint: 'Ask another organisation admin.' });
  }
});

it('makes the salt once, replaces an unreadable one, and makes none while it only watches', () => {
  let stored: string | null = null;
  const store = {
    read: () => stored,
    write: (text: string) => {
      stored = text;
    },
  };
  expect(reportSalt(store, true).read().ok).toBe(false);
  const made = unwrap(reportSalt(store, false).read());
  expect(unwrap(reportSalt(store, true).read())).toBe(made);
  stored = '';
  expect(unwrap(reportSalt(store, false).read())).toMatch(/^[0-9a-f]{64}$/);
});
