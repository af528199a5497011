import { describe, expect, it } from 'vitest';
import { againstPrediction } from '#components/run/report/against-prediction.ts';
import type { Outcome } from '#lib/domain/outcome/outcome';
import type { PlanEntry } from '#lib/domain/plan/plan';
import { newRun, type RunState } from '#lib/domain/run/state';
import { freshUser } from '#lib/domain/run/user';
import { usersOf } from '#test/samples/run';

function run(...outcomes: (Outcome | null)[]): RunState {
  const users = usersOf(
    outcomes.map((outcome) => ({
      ...freshUser(1),
      stage: 'settled',
      outcome,
      message: `because ${outcome}`,
    })),
  );
  return { ...newRun(), users };
}

function entry(name: string, kind?: 'will-deactivate' | 'refused' | 'unknown'): PlanEntry {
  const prediction = kind && { kind, basis: 'asked' as const };
  return {
    position: 0,
    accountId: name,
    name,
    email: '',
    ...(prediction ? { prediction } : {}),
  } as PlanEntry;
}

describe('predicted against outcome', () => {
  it('names everybody who went another way, in both directions, with the reason', () => {
    const entries = [
      entry('Ada', 'will-deactivate'),
      entry('Ben', 'will-deactivate'),
      entry('Cleo', 'refused'),
      entry('Dan', 'refused'),
      entry('Eve', 'unknown'),
    ];
    const comparison = againstPrediction(
      run('deactivated', 'refused', 'refused', 'deactivated', 'refused'),
      entries,
    );
    expect(comparison?.groups).toEqual([
      { predicted: 'will-deactivate', count: 2, asPredicted: 1, otherwise: 1 },
      { predicted: 'refused', count: 2, asPredicted: 1, otherwise: 1 },
      { predicted: null, count: 1, asPredicted: 0, otherwise: 0 },
    ]);
    expect(comparison?.unexpected).toEqual([
      {
        position: 1,
        name: 'Ben',
        words: 'predicted: will be deactivated; refused',
        reason: 'because refused',
      },
      {
        position: 3,
        name: 'Dan',
        words: 'predicted: will be refused; deactivated',
        reason: 'because deactivated',
      },
    ]);
  });

  it('says nothing where nothing was predicted, or nobody has an outcome', () => {
    expect(againstPrediction(run('deactivated'), [entry('Ada')])).toBeNull();
    expect(againstPrediction(run('refused'), [entry('Ada', 'unknown')])).toBeNull();
    expect(againstPrediction(run(null), [entry('Ada', 'will-deactivate')])).toBeNull();
  });
});
