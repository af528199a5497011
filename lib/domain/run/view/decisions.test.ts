/** Tests what was decided about the users of an ended run. */
import { expect, it } from 'vitest';
import type { RunEvent } from '#lib/domain/run/events';
import { decisionCounts, decisionsOf, decisionText } from '#lib/domain/run/view/decisions';
import { endedRun } from '#test/samples/ended-run';

const dismissed: RunEvent = { type: 'dismissed', positions: [3], reason: 'Left as it is', by: '' };
const state = endedRun(['deactivated', 'refused', 'refused', 'failed', 'refused'], [dismissed]);
const by = { runId: 'r3', number: 3, at: 9 };

it('says one thing about each user for whom the run missed its goal', () => {
  const { open, settled, dismissed: left } = decisionsOf(state, [{ position: 2, ...by }]);
  expect([...open]).toEqual([1, 4]);
  expect([...settled]).toEqual([[2, by]]);
  expect(left.get(3)?.reason).toBe('Left as it is');
});

it('says that a decision is about all of them, or about some', () => {
  const decisions = decisionsOf(state, [{ position: 2, ...by }]);
  const text = (positions?: number[]) => decisionText(decisionCounts(decisions, positions));
  expect(text()).toBe('2 need a decision · 1 settled in run 3 · 1 dismissed');
  expect(text([0, 1])).toBe('1 needs a decision');
  expect(text([0])).toBe('');
});
