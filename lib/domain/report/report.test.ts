import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { guardCell } from '#lib/domain/csv/writing';
import { outcomeKinds, outcomeLabels } from '#lib/domain/outcome/outcome';
import { reportColumns, reportCsv } from '#lib/domain/report/csv';
import { report } from '#lib/domain/report/report';
import { everyRow, reportRowParts } from '#test/samples/report';
import { fairAtlassian, playRun, samplePlan } from '#test/samples/run';

const row = fc.record({
  ...reportRowParts(fc.string()),
  accountId: fc.stringMatching(/^[A-Za-z0-9_|:-]{1,40}$/),
  name: fc.string({ unit: 'binary' }),
  detail: fc.option(fc.string({ unit: 'binary' })),
  link: fc.option(fc.webUrl()),
  before: fc.option(fc.constantFrom('active', 'inactive')),
});

describe('the report', () => {
  it('has one row per user of the plan, in its order, with the same outcomes as the run', () => {
    const { state } = playRun({ total: 7, atlassian: fairAtlassian(), maxSteps: 4 });
    const rows = [...report(state, samplePlan(7), true)];
    expect(rows.map((each) => each.number)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    for (const kind of outcomeKinds) {
      expect(rows.filter((each) => each.outcome === kind)).toHaveLength(state.counts[kind]);
    }
    expect(rows.at(-1)).toMatchObject({ outcome: 'not-attempted', attempts: 0, at: null });
  });
});

it('has a row for a user who is missing from a damaged data folder', () => {
  const { state } = playRun({ total: 4, atlassian: fairAtlassian() });
  const rows = [...report(state, samplePlan(4).slice(1, 3), true)];
  expect(rows.map(({ number, accountId }) => [number, accountId !== ''])).toEqual([
    [1, false],
    [2, true],
    [3, true],
    [4, false],
  ]);
  expect(rows[3]).toMatchObject({
    outcome: 'deactivated',
    reason: expect.stringContaining('missing from the data folder'),
  });
});

describe('the CSV', () => {
  it('reads back as it was written, but for the apostrophes before what could be a formula', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 5 }), (rows) => {
        const text = [...reportCsv(rows, everyRow())].join('');
        const { data } = Papa.parse<string[]>(text.slice(1).replace(/\r\n$/, ''));
        expect(data[0]).toEqual([...reportColumns]);
        expect(data).toHaveLength(rows.length + 1);
        for (const [at, each] of rows.entries()) {
          const cells = data[at + 1] ?? [];
          const mark = each.dryRun ? 'DRY RUN: ' : '';
          expect(cells[3]).toBe(mark + outcomeLabels[each.outcome]);
          for (const [index, value] of [each.accountId, each.name, each.email].entries()) {
            expect(cells[index]).toBe(guardCell(value));
          }
        }
      }),
    );
  });

  it.each([
    '=1+1',
    '+4',
    '-4',
    '@SUM(A1)',
    '\t=1',
    '\u0000=1',
    '\n=1',
    ' =1',
    '\uFEFF=1',
    '＝1',
    '＋1',
    '－1',
    '＠1',
  ])('does not let %j be a formula', (text) => {
    expect(guardCell(text).startsWith("'")).toBe(true);
  });

  it('leaves account IDs exactly as they are', () => {
    const ids = fc.stringMatching(/^[A-Za-z0-9_|:][A-Za-z0-9_|:-]{0,127}$/);
    fc.assert(fc.property(ids, (id) => void expect(guardCell(id)).toBe(id)));
  });

  it('begins with a byte order mark and ends every line with CRLF', () => {
    const text = [...reportCsv([], everyRow())].join('');
    expect(text.startsWith('\uFEFFAccount ID,')).toBe(true);
    expect(text.endsWith('\r\n')).toBe(true);
  });
});
