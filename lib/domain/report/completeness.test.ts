import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type ShownOutcome, shownKinds } from '#lib/domain/outcome/outcome';
import { selectionTerm } from '#lib/domain/plan/selection-term';
import { completenessOf } from '#lib/domain/report/completeness';

const few = fc.nat(40);

it('accounts for every row of the list and every user of the plan', () => {
  const states = fc.record({
    ticked: few,
    unticked: few,
    doubtful: few,
    protected: few,
    alreadyInactive: few,
    unusable: few,
  });
  fc.assert(
    fc.property(states, fc.array(fc.constantFrom(...shownKinds)), (parts, outcomes) => {
      const users = Object.values(parts).reduce((sum, count) => sum + count, 0);
      const optionalTerms = selectionTerm({ users, ...parts }, ['Name “svc-*”']);
      const count = (outcome: ShownOutcome) => outcomes.filter((each) => each === outcome).length;
      const found = completenessOf({ optionalTerms, count: outcomes.length }, { called: 0, count });
      const left = found.list?.leftOut.reduce((sum, each) => sum + each.count, 0) ?? -1;
      expect(found.list?.rows).toBe(left + (found.list?.selected ?? -1));
      expect(found.outcomes.reduce((sum, each) => sum + each.count, 0)).toBe(found.planned);
      expect(found.list?.rules).toEqual(['Name “svc-*”']);
    }),
  );
});

it('says nothing of a list where the plan has none, or has it in another shape', () => {
  const counted = { called: 0, count: () => 0 };
  expect(completenessOf({ optionalTerms: undefined, count: 1 }, counted).list).toBeNull();
  expect(completenessOf({ optionalTerms: { selection: { rows: 1 } }, count: 1 }, counted).list).toBeNull();
  expect(selectionTerm(null, [])).toEqual({});
});
