import { describe, expect, it } from 'vitest';
import {
  changedBy,
  choicesOf,
  filterFields,
  filterIn,
  filterQuery,
  matching,
} from '#components/runs/run-filter.ts';
import type { ListedRun } from '#lib/contract/runs';
import { type ShownOutcome, shownKinds } from '#lib/domain/outcome/outcome';

/** A run with these users; the parts that differ are given. */
function run(
  number: number,
  counts: Partial<Record<ShownOutcome, number>>,
  { plan = {}, ...more }: Partial<Omit<ListedRun, 'plan'>> & { plan?: Partial<ListedRun['plan']> } = {},
): ListedRun {
  return {
    id: `id-${number}`,
    number,
    plan: {
      id: `plan-${number}`,
      rosterId: null,
      rosterName: 'users.csv',
      organisationId: null,
      organisationName: 'Example Org',
      message: null,
      count: 1,
      digest: '',
      createdAt: 0,
      ...plan,
    },
    createdAt: 0,
    startedAt: 0,
    endedAt: 1,
    status: 'ended',
    seq: 1,
    how: 'completed',
    pause: null,
    activeAtEnd: null,
    counts: Object.fromEntries(shownKinds.map((kind) => [kind, counts[kind] ?? 0])) as ListedRun['counts'],
    settled: 1,
    contradicted: 0,
    verified: [],
    verificationDue: null,
    imported: null,
    failure: null,
    stillMinutes: 0,
    differences: [],
    users: { open: 0, settled: 0, dismissed: 0 },
    ...more,
  };
}

const none = filterIn(new URLSearchParams());
const of = (query: string) => filterIn(new URLSearchParams(query));
const numbers = (runs: readonly ListedRun[]) => runs.map(({ number }) => number);

const runs = [
  run(
    4,
    { 're-activated': 3 },
    { plan: { act: 'restore', parent: { runId: 'id-2', users: 'deactivated' } } },
  ),
  run(3, {}, { status: 'paused', plan: { optionalTerms: { ticket: 'OPS-3' } } }),
  run(
    2,
    { deactivated: 5, refused: 2 },
    { plan: { rosterName: 'Leavers May.csv' }, users: { open: 2, settled: 0, dismissed: 0 } },
  ),
  run(
    1,
    { deactivated: 7 },
    { plan: { organisationName: 'Other', optionalTerms: { ticket: 'OPS-3', reason: 'Left' } } },
  ),
];

describe('the runs that fit', () => {
  it.each([
    ['', [4, 3, 2, 1]],
    ['q=leavers', [2]],
    ['q=MAY+leavers', [2]],
    ['q=run+3', [3, 1]],
    ['q=run+2', [2]],
    ['q=left', [1]],
    ['q=nothing', []],
    ['state=unfinished', [3]],
    ['state=attention', [2]],
    ['state=finished', [4, 1]],
    ['act=restore', [4]],
    ['ticket=OPS-3', [3, 1]],
    ['ticket=OPS-3&organisation=Other', [1]],
    ['ticket=OPS-9', []],
  ])('of %s', (query, expected) => {
    expect(numbers(matching(runs, of(query)))).toEqual(expected);
  });

  it('are open where somebody needs a decision, or the run is not as it was sealed', () => {
    const decided = run(1, { refused: 3 }, { users: { open: 0, settled: 2, dismissed: 1 } });
    expect(matching([decided], of('state=attention'))).toEqual([]);
    expect(
      numbers(matching([run(1, {}, { differences: ['The plan is missing.'] })], of('state=attention'))),
    ).toEqual([1]);
  });
});

describe('the filter', () => {
  it('is the same after the address was read again, and leaves no trace when it shows all', () => {
    const chosen = { ...none, q: 'a&b =c', state: 'attention', ticket: 'OPS 3#' };
    expect(of(filterQuery(chosen).slice(1))).toEqual(chosen);
    expect(filterQuery(none)).toBe('');
  });

  it('offers what runs have, and what is chosen although none has it', () => {
    expect(choicesOf('act', runs, '').map(({ label }) => label)).toEqual(['Deactivate', 'Restore']);
    expect(choicesOf('ticket', runs, 'OPS-9').map(({ value }) => value)).toEqual(['OPS-3', 'OPS-9']);
    expect(choicesOf('operator', runs, '')).toEqual([]);
  });

  it('shows every run in exactly one choice of each field that all runs have', () => {
    for (const field of filterFields.filter((each) => each !== 'ticket' && each !== 'operator')) {
      const parts = choicesOf(field, runs, '').flatMap(({ value }) =>
        matching(runs, { ...none, [field]: value }),
      );
      expect(numbers(parts).sort()).toEqual([1, 2, 3, 4]);
    }
  });
});

it('sums up what runs have changed', () => {
  expect(changedBy(runs)).toEqual([
    { outcome: 'deactivated', count: 12 },
    { outcome: 're-activated', count: 3 },
  ]);
  expect(changedBy([])).toEqual([]);
});
