/** Tests reports with every outcome: CSV, JSON and page agree with the journal and with each other. */
import Papa from 'papaparse';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { runReportSchema } from '#lib/contract/report';
import { guardCell } from '#lib/domain/csv/writing';
import type { Act } from '#lib/domain/outcome/act';
import { type Outcome, openKinds, outcomeLabels, type ShownOutcome } from '#lib/domain/outcome/outcome';
import { leafLabels } from '#lib/domain/plan/leaf';
import { selectionTerm } from '#lib/domain/plan/selection-term';
import { escaped, shown } from '#lib/domain/report/page/markup';
import { report } from '#lib/domain/report/report';
import type { JournalEntry, RunEvent } from '#lib/domain/run/events';
import { apply } from '#lib/domain/run/run';
import { newRun } from '#lib/domain/run/state';
import { summaryOf } from '#lib/domain/run/view/summary';
import type { RunReport } from '#lib/engine/run/run-view';
import { reportPage, reportTable, reportText } from '#lib/server/http/report-views';
import { samplePlan } from '#test/samples/run';

const outcomesOf: Record<Act, readonly Outcome[]> = {
  deactivate: [
    'deactivated',
    'confirmed-inactive',
    'already-inactive',
    'refused',
    'failed',
    'in-doubt',
    'skipped',
  ],
  restore: ['re-activated', 'confirmed-active', 'already-active', 'refused', 'failed', 'in-doubt', 'skipped'],
  'dry-run': ['would-deactivate', 'already-inactive', 'refused', 'failed', 'skipped'],
};
const notCalled: readonly ShownOutcome[] = [
  'already-inactive',
  'already-active',
  'skipped',
  'would-deactivate',
];
const startedAt = Date.UTC(2026, 10, 25, 13, 2, 11);

/** A journal with every outcome that the act can have, and with users in every open state. */
function journalOf(act: Act): { entries: JournalEntry[]; kinds: ShownOutcome[] } {
  const kinds: ShownOutcome[] = [
    ...outcomesOf[act],
    ...(act === 'dry-run' ? ['not-attempted' as const] : openKinds),
  ];
  const events: RunEvent[] = [{ type: 'started', total: kinds.length, planDigest: 'ab', act }];
  const fault = {
    code: 'timed-out' as const,
    owner: 'network' as const,
    message: 'No answer came.',
    hint: 'Wait.',
    detail: null,
    status: null,
    retry: null,
  };
  kinds.forEach((kind, position) => {
    const called = !notCalled.includes(kind) && kind !== 'not-attempted' && act !== 'dry-run';
    if (called) {
      const read = { source: 'profile' as const, ageMs: 400 };
      events.push({ type: 'intended', position, attempt: 1, before: 'active', read });
    }
    if (kind === 'not-read-back') {
      events.push({ type: 'doubted', position, attempt: 1, fault: fault as never, tookMs: 9 });
    }
    if (openKinds.some((open) => open === kind)) return;
    events.push({
      type: 'settled',
      position,
      outcome: kind as Outcome,
      attempt: called ? 1 : 0,
      status: called ? 204 : null,
      code: null,
      message: `It is ${kind}, “quoted” & <marked>.`,
      hint: `What to do about ${kind}.`,
      detail: kind === 'refused' ? 'Atlassian’s own words, and "more"' : null,
      tookMs: 80,
      stamp: { date: startedAt + 1_000, trace: `trace-${position}` },
    });
  });
  const entries = events.map((event, at) => ({ seq: at + 1, at: startedAt + at * 1_000, event }));
  return { entries, kinds };
}

function reportFor(act: Act): { made: RunReport; kinds: ShownOutcome[]; entries: JournalEntry[] } {
  const { entries, kinds } = journalOf(act);
  const state = newRun();
  const stamps = new Map();
  const readings = new Map();
  for (const { event, at, ...rest } of entries) {
    apply(state, { ...rest, at, event });
    if (event.type === 'settled' && event.stamp) stamps.set(event.position, event.stamp);
    if (event.type === 'intended' && event.read) {
      const { source: by, ageMs } = event.read;
      readings.set(event.position, { by, at: at - ageMs, ageMs });
    }
  }
  const predicted = { kind: 'will-deactivate' as const, reason: '', hint: '', basis: 'asked' as const };
  const people = samplePlan(kinds.length).map((entry) => ({ ...entry, prediction: predicted }));
  const counts = {
    users: 29,
    ticked: kinds.length,
    unticked: 19 - kinds.length,
    doubtful: 1,
    protected: 4,
    alreadyInactive: 3,
    unusable: 2,
  };
  const plan = {
    id: 'plan',
    version: 3 as const,
    rosterId: 'roster',
    rosterName: 'users.csv',
    organisationId: 'org',
    organisationName: 'Example Org',
    message: null,
    count: kinds.length,
    digest: 'ab',
    createdAt: startedAt,
    act,
    optionalTerms: {
      ...selectionTerm(counts, ['Name “svc-*”']),
      operator: { name: 'Olive Operator', account: null },
      reason: '=Leavers',
      ticket: 'OPS-311',
      keyTail: '4f2a',
      lockstep: '0.1.0',
    },
  };
  const record = { id: 'run', number: 7, planId: 'plan', createdAt: startedAt };
  const made: RunReport = {
    view: {
      record,
      plan,
      state,
      summary: summaryOf(state, true),
      failure: null,
      endUnwritten: false,
      stillMinutes: 0,
      differences: [],
    },
    rows: () => report(state, people, true, { noted: { stamps, readings } }),
    clocks: { answers: 2, leastMs: 10, mostMs: 20 },
    journal: { intact: true, entries: entries.length, head: 'cafe' },
    alarms: [],
    differences: [],
    later: null,
    decided: null,
  };
  return { made, kinds, entries };
}

const time = (at: number | null) => (at === null ? '' : new Date(at).toISOString());

it.each(['deactivate', 'restore', 'dry-run'] as const)(
  'says the same of every outcome of %s in journal, JSON, CSV and page, field by field',
  (act) => {
    const { made, kinds, entries } = reportFor(act);
    const json = runReportSchema.parse(JSON.parse([...reportText(made)].join('')));
    expect(json.rows.map(({ outcome }) => outcome)).toEqual(kinds);
    const text = [...reportTable(made)].join('').slice(1).trimEnd();
    const csv = Papa.parse<Record<string, string>>(text, { header: true }).data;
    expect(csv).toHaveLength(kinds.length);
    const html = [...reportPage(made, startedAt, 'UTC').html].join('');
    const settled = new Map(
      entries.flatMap(({ event, at }) =>
        event.type === 'settled' ? [[event.position, { ...event, at }] as const] : [],
      ),
    );
    for (const row of json.rows) {
      const written = settled.get(row.number - 1);
      if (written) {
        expect(row).toMatchObject({
          outcome: written.outcome,
          reason: written.message,
          hint: written.hint,
          detail: written.detail,
          status: written.status,
          attempts: written.attempt,
          at: written.at,
          date: written.stamp?.date,
          trace: written.stamp?.trace,
        });
      } else expect(openKinds).toContain(row.outcome);
      const label = `${act === 'dry-run' ? 'DRY RUN: ' : ''}${outcomeLabels[row.outcome]}`;
      expect(csv[row.number - 1]).toEqual({
        'Account ID': row.accountId,
        Name: row.name,
        'E-mail': row.email,
        Outcome: label,
        Reason: row.reason,
        'HTTP status': row.status === null ? '' : String(row.status),
        Attempts: String(row.attempts),
        Time: time(row.at),
        'What to do': row.hint,
        'Atlassian said': row.detail ?? '',
        'Answered before the run': '',
        Link: '',
        'Read before the call': row.before ?? '',
        'As sealed': 'Yes',
        'Atlassian’s date': time(row.date),
        'Trace ID': row.trace ?? '',
        'Run ended': 'NOT YET',
        Predicted: row.predicted === null ? '' : leafLabels[row.predicted],
        'Read by': row.readBy === null ? '' : 'Profile',
        'Read at': time(row.readAt),
        Run: '7',
        Organisation: 'Example Org',
        'Organisation ID': 'org',
        Operator: 'Olive Operator, as they said',
        'Run reason': guardCell('=Leavers'),
        Ticket: 'OPS-311',
        Key: '…4f2a',
        'Sealed by': 'Lockstep 0.1.0',
        Verification: 'Not verified',
        'Plan SHA-256': 'ab',
        Journal: `${entries.length} entries, as they were written; the last has the hash cafe`,
        'Verified at': '',
        'Verified by': '',
        'Dismissed because': '',
        'Dismissed by': '',
        'Dismissed at': '',
        Decision: '',
        'Settled in run': '',
        'Settled at': '',
        'Decisions as of': '',
        'Later run': '',
        'Read after it': '',
        'Read after it at': '',
      });
      const line = new RegExp(`<tr id="user-${row.number}">.*?</tr>`).exec(html)?.[0] ?? '';
      for (const value of [shown(row.name), shown(row.email, true), shown(row.accountId)])
        expect(line).toContain(value);
      if (row.at !== null) expect(line).toContain(time(row.at).slice(11, 19));
      // The outcome and its reason are in the row, or in the head of its list and the table of reasons.
      expect(html).toContain(escaped(outcomeLabels[row.outcome]));
      expect(html).toContain(shown(row.reason));
    }
    expect(html.match(/<tr id="user-/g)).toHaveLength(kinds.length);
  },
);

it('accounts for everybody in JSON and on the page alike', () => {
  const { made, kinds } = reportFor('deactivate');
  const { completeness, who } = runReportSchema.parse(JSON.parse([...reportText(made)].join('')));
  const called = made.view.state.users.positions(({ attempt }) => attempt > 0).length;
  expect(completeness).toMatchObject({ planned: kinds.length, called });
  const { list, outcomes } = completeness;
  expect(list?.leftOut.reduce((sum, { count }) => sum + count, list.selected)).toBe(list?.rows);
  expect(outcomes.reduce((sum, { count }) => sum + count, 0)).toBe(kinds.length);
  expect(who).toMatchObject({ ticket: 'OPS-311', reason: '=Leavers', keyTail: '4f2a', version: '0.1.0' });
  const html = [...reportPage(made, startedAt, 'UTC').html].join('');
  expect(html).toContain(
    `<dt>Called</dt><dd><bdi>${called}, and ${kinds.length - called} were not called</bdi></dd>`,
  );
  expect(html).toContain('3 already inactive + 4 protected + 1 doubtful and not selected + ');
  expect(html).toContain('<dt>Ticket</dt><dd><bdi>OPS-311</bdi></dd>');
});

it('names the key with which a run was resumed, in JSON, CSV and page alike', () => {
  const { made } = reportFor('deactivate');
  const { state } = made.view;
  for (const keyTail of ['4f2a', '9x1z', '9x1z']) {
    apply(state, { seq: state.seq + 1, at: startedAt + 60_000, event: { type: 'resumed', keyTail } });
  }
  const json = runReportSchema.parse(JSON.parse([...reportText(made)].join('')));
  expect(json.keys).toEqual([
    { tail: '4f2a', since: null },
    { tail: '9x1z', since: startedAt + 60_000 },
  ]);
  const text = [...reportTable(made)].join('').slice(1).trimEnd();
  expect(Papa.parse<Record<string, string>>(text, { header: true }).data[0]?.Key).toBe('…4f2a, then …9x1z');
  expect([...reportPage(made, startedAt, 'UTC').html].join('')).toContain(
    '<dt>Resumed with</dt><dd><bdi>key …9x1z, from 25 Nov 2026, 13:03:11 UTC</bdi></dd>',
  );
});

it('says of a dismissed user why, who and when, in JSON, CSV and page alike', () => {
  const { made } = reportFor('deactivate');
  const { state } = made.view;
  const refused = [...state.users].findIndex((user) => user?.outcome === 'refused');
  const after: RunEvent[] = [
    { type: 'ended', how: 'completed', code: null, message: '', hint: '' },
    { type: 'dismissed', positions: [refused], reason: '=Their <team>', by: 'Olive' },
  ];
  for (const event of after) apply(state, { seq: state.seq + 1, at: startedAt + 60_000, event });
  const json = runReportSchema.parse(JSON.parse([...reportText(made)].join('')));
  const decided = json.rows.filter(({ dismissedAt }) => dismissedAt !== null);
  expect(decided).toHaveLength(1);
  expect(decided[0]).toMatchObject({
    number: refused + 1,
    dismissedBecause: '=Their <team>',
    dismissedBy: 'Olive',
    dismissedAt: startedAt + 60_000,
  });
  const text = [...reportTable(made)].join('').slice(1).trimEnd();
  expect(Papa.parse<Record<string, string>>(text, { header: true }).data[refused]).toMatchObject({
    'Dismissed because': guardCell('=Their <team>'),
    'Dismissed by': 'Olive',
    'Dismissed at': time(startedAt + 60_000),
  });
  expect([...reportPage(made, startedAt, 'UTC').html].join('')).toContain(
    'Dismissed: <bdi>=Their &lt;team&gt; · Olive · 13:03:11</bdi>',
  );
});

// After a change of a shape in it: npx vitest run lib/contract/report.test.ts -u
it('docs/report.schema.json is the schema of the report', async () => {
  const schema = z.toJSONSchema(runReportSchema, { io: 'input', unrepresentable: 'any' });
  const titled = { title: 'The JSON report of a run of Lockstep', ...schema };
  await expect(`${JSON.stringify(titled, null, 2)}\n`).toMatchFileSnapshot('../../docs/report.schema.json');
});
