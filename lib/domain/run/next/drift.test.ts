import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outcomeKinds } from '#lib/domain/outcome/outcome';
import { predictionKinds } from '#lib/domain/preflight/preflight';
import {
  differsFromPrediction,
  driftExplanation,
  driftOf,
  foreseen,
  isTooMany,
} from '#lib/domain/run/next/drift';

const asked = (kind: (typeof predictionKinds)[number]) => ({ kind, basis: 'asked' as const });

describe('the drift breaker', () => {
  it('holds a refusal against "will be deactivated", and a success against "will be refused"', () => {
    expect(differsFromPrediction(asked('will-deactivate'), 'refused')).toBe(true);
    expect(differsFromPrediction(asked('will-deactivate'), 'deactivated')).toBe(false);
    expect(differsFromPrediction(asked('refused'), 'deactivated')).toBe(true);
    expect(differsFromPrediction(asked('refused'), 'refused')).toBe(false);
  });

  it('holds nothing against a prediction that Atlassian was not asked for', () => {
    for (const outcome of outcomeKinds) {
      expect(differsFromPrediction(undefined, outcome)).toBeNull();
      for (const kind of predictionKinds)
        expect(differsFromPrediction({ kind, basis: 'listed' }, outcome)).toBeNull();
    }
  });

  it('leaves network faults and doubts to the other breakers', () => {
    for (const outcome of ['failed', 'in-doubt', 'skipped'] as const) {
      expect(differsFromPrediction(asked('will-deactivate'), outcome)).toBeNull();
    }
  });

  it('pauses from five departures on, if they are more than one in twenty', () => {
    expect(isTooMany(4, 4)).toBe(false);
    expect(isTooMany(5, 5)).toBe(true);
    expect(isTooMany(100, 5)).toBe(false);
    expect(isTooMany(100, 6)).toBe(true);
  });

  it('never pauses a run that goes as predicted', () => {
    const users = fc.array(
      fc.constantFrom(
        { prediction: asked('will-deactivate'), outcome: 'deactivated' as const },
        { prediction: asked('refused'), outcome: 'refused' as const },
        { prediction: undefined, outcome: 'refused' as const },
        { prediction: asked('will-deactivate'), outcome: 'failed' as const },
      ),
    );
    fc.assert(fc.property(users, (settled) => !driftOf(settled).tooMany));
  });

  it('says how many went another way', () => {
    const settled = Array.from({ length: 6 }, () => ({
      prediction: asked('will-deactivate'),
      outcome: 'refused' as const,
    }));
    expect(driftOf(settled)).toEqual({ judged: 6, departed: 6, tooMany: true });
    expect(driftExplanation(driftOf(settled)).message).toContain('6 of 6 users');
  });
});

it('says in a word whether it was foreseen; a refusal that only a list foretold counts as met', () => {
  const asked = { basis: 'asked' } as const;
  expect(foreseen({ kind: 'will-deactivate', ...asked }, 'deactivated')).toBe('met');
  expect(foreseen({ kind: 'will-deactivate', ...asked }, 'refused')).toBe('missed');
  expect(foreseen({ kind: 'not-managed', basis: 'listed' }, 'refused')).toBe('met');
  expect(foreseen({ kind: 'will-deactivate', basis: 'listed' }, 'refused')).toBeUndefined();
  expect(foreseen(undefined, 'refused')).toBeUndefined();
});
