import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { facetsOf } from '#components/review/view/facets.ts';
import { matchUsers } from '#components/review/view/matching.ts';
import { noFacets } from '#components/review/view/review-query.ts';
import {
  countLeafCodes,
  leafCode,
  leafCodes,
  selectionCountsOf,
  tickedToFail,
  untickedByCheck,
} from '#components/review/who/leaf-codes.ts';
import { indexUsers, servedTicks } from '#components/review/who/review-index.ts';
import { labelText, leafLabel } from '#components/review/who/user-labels.ts';
import type { ReviewUser } from '#lib/contract/roster';
import { isDoubted } from '#lib/domain/plan/eligibility';
import { leafLabels, leafMarkLabels, leafMarks, leafOf, leaves } from '#lib/domain/plan/leaf';
import { countSelection } from '#lib/domain/plan/selection-counts';
import { type Prediction, predictionKinds } from '#lib/domain/preflight/preflight';
import { blocked, sampleUser } from '#test/samples/review-user';

const predicted = (kind: Prediction['kind'], basis: Prediction['basis'] = 'asked'): Prediction => ({
  kind,
  reason: '',
  hint: '',
  basis,
});

/** Users of every kind there is. */
const anyUser: fc.Arbitrary<Partial<ReviewUser>> = fc
  .record({
    prediction: fc.record({
      kind: fc.constantFrom(...predictionKinds),
      basis: fc.constantFrom('asked' as const, 'listed' as const, 'none' as const),
      reason: fc.constant(''),
      hint: fc.constant(''),
      comesBack: fc.constantFrom(true as const, undefined),
    }),
    isPredicted: fc.boolean(),
    ticked: fc.boolean(),
    block: fc.constantFrom(
      null,
      null,
      null,
      'protected' as const,
      'already-inactive' as const,
      'duplicate' as const,
      'other-account' as const,
    ),
    hasRemark: fc.boolean(),
    isUncertain: fc.boolean(),
  })
  .map(
    ({ prediction: { comesBack, ...prediction }, isPredicted, ticked, block, hasRemark, isUncertain }) => ({
      ...(isPredicted ? { prediction: { ...prediction, ...(comesBack ? { comesBack } : {}) } } : {}),
      ...(hasRemark
        ? { problems: [{ code: 'odd-email' as const, message: '', line: 2, blocks: false }] }
        : {}),
      ...(block === null && isUncertain ? { uncertain: { run: 3, reason: '' } } : {}),
      ...(block === null ? { ticked } : blocked(block)),
    }),
  );

describe('the leaves of a roster', () => {
  it('have each user in exactly one, and a facet lists exactly those whose badge says so', () => {
    fc.assert(
      fc.property(fc.array(anyUser, { maxLength: 30 }), (parts) => {
        const users = parts.map((part, at) => sampleUser(at, part));
        const index = indexUsers(users, 0);
        const ticks = servedTicks(index);
        const labels = users.map((user, at) => leafLabel(user, leafCode(index, ticks, at), Number.NaN));
        const counts = countLeafCodes(index, ticks);
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(users.length);
        const facets = facetsOf(index);
        const listed = (chosen: Partial<typeof noFacets>) => [
          ...matchUsers(index, ticks, facets, { chosen: { ...noFacets, ...chosen } }).matches,
        ];
        leaves.forEach((leaf, code) => {
          const says = labels.map((label) => (labelText(label).startsWith(leafLabels[leaf]) ? 1 : 0));
          expect(listed({ will: [leaf] })).toEqual(says);
          expect(counts[code]).toBe(says.filter(Boolean).length);
        });
        for (const mark of leafMarks) {
          const text = leafMarkLabels[mark].toLowerCase();
          const says = labels.map((label) => (labelText(label).toLowerCase().includes(text) ? 1 : 0));
          expect(listed({ mark: [mark] })).toEqual(says);
        }
      }),
    );
  });

  it('add up to what the server counts, which knows no predictions', () => {
    fc.assert(
      fc.property(fc.array(anyUser, { maxLength: 30 }), (parts) => {
        const users = parts.map((part, at) => sampleUser(at, part));
        const counts = countSelection(users.map((user) => ({ user, ...user })));
        const leavesOf = users.map((user) =>
          leafOf({
            block: user.block,
            isDoubtful: isDoubted(user, user),
            isSelected: user.ticked,
            prediction: user.prediction,
          }),
        );
        const has = (leaf: string) => leavesOf.filter((each) => each === leaf).length;
        expect(has('doubtful')).toBe(counts.doubtful);
        expect(has('not-selected')).toBe(counts.unticked);
        expect(has('protected')).toBe(counts.protected);
        expect(has('unusable')).toBe(counts.unusable);
        expect(users.filter(({ ticked }) => ticked).length).toBe(counts.ticked);
        const ticks = Uint8Array.from(users, ({ ticked }) => (ticked ? 1 : 0));
        expect(selectionCountsOf(leafCodes(users), ticks)).toEqual(counts);
      }),
    );
  });

  it('never say that a user will be deactivated about whom Atlassian was not asked', () => {
    const leaf = (prediction?: Prediction) =>
      leafOf({ block: null, isDoubtful: false, isSelected: true, prediction });
    expect(leaf(undefined)).toBe('not-checked');
    expect(leaf(predicted('unknown', 'none'))).toBe('not-checked');
    expect(leaf(predicted('changed', 'listed'))).toBe('not-checked');
    expect(leaf(predicted('changed', 'asked'))).toBe('will-deactivate');
    expect(leaf(predicted('will-deactivate'))).toBe('will-deactivate');
  });
});

describe('users whose call would fail', () => {
  it('are the ticked users whom Atlassian would refuse, or whose account is not managed', () => {
    const kinds = ['will-deactivate', 'refused', 'not-managed', 'refused', 'unknown'] as const;
    const users = kinds.map((kind, at) => sampleUser(at, { prediction: predicted(kind) }));
    const ticks = Uint8Array.from([1, 1, 1, 0, 1]);
    expect([...tickedToFail([...users, sampleUser(5)], Uint8Array.from([...ticks, 1]))]).toEqual([1, 2]);
  });

  it('are offered again after a check has unticked them, unless they were ticked or protected since', () => {
    const out = { untickedByCheck: true as const, ticked: false, prediction: predicted('refused') };
    const users = [
      sampleUser(0, out),
      sampleUser(1, out),
      sampleUser(2, { ...out, ...blocked('protected') }),
      sampleUser(3, { ...out, prediction: predicted('will-deactivate') }),
      sampleUser(4, { prediction: predicted('refused'), ticked: false }),
    ];
    expect([...untickedByCheck(users, Uint8Array.from([0, 1, 0, 0, 0]))]).toEqual([0]);
  });
});
