import { expect, it } from 'vitest';
import { planText } from '#lib/domain/plan';
import { canaryCount, defaultOptions } from '#lib/domain/run-options';
import { samplePlan } from '#lib/domain/run-samples';

const terms = { organisationId: 'org', message: null };

it('gives a plan sealed before there was a choice the text it had then', () => {
  expect(planText(terms, samplePlan(1))).toBe(
    '{"lockstep":1,"act":"deactivate","organisation":"org","message":null,"count":1}\n"712020:00000000-0000-4000-8000-000000000000"',
  );
});

it('changes with the act, the options, the parent, the order and every account', () => {
  const entries = samplePlan(3);
  const parent = { runId: 'r', users: 'rest' } as const;
  const texts = [
    planText(terms, entries),
    planText({ ...terms, act: 'restore' }, entries),
    planText({ ...terms, options: { ...defaultOptions, lanes: 2 } }, entries),
    planText({ ...terms, parent }, entries),
    planText({ ...terms, message: 'x' }, entries),
    planText(terms, entries.toReversed()),
    planText(terms, entries.slice(1)),
  ];
  expect(new Set(texts).size).toBe(texts.length);
});

it('makes a canary of one, ten or one in a hundred, and never of nobody or of more than all', () => {
  expect(canaryCount('1', 500)).toBe(1);
  expect(canaryCount('10', 4)).toBe(4);
  expect(canaryCount('1%', 250)).toBe(3);
  expect(canaryCount('1%', 1)).toBe(1);
});
