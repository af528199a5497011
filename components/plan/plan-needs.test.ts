import { expect, it } from 'vitest';
import { answersWith, isSamePlan, keptAlarms, needsLabel, withKept } from '#components/plan/plan-needs.ts';
import type { Plan } from '#lib/domain/plan/plan';

const entry = { position: 0, accountId: 'a', name: 'Ada', email: 'ada@example.com' };
const predicted = (kind: 'refused' | 'will-deactivate') => ({
  ...entry,
  prediction: { kind, reason: '', hint: '', basis: 'asked' as const },
});

it('treats two plans as the same if their users, predictions and alarms are the same', () => {
  const plan = { entries: [predicted('refused')], alarms: [] };
  expect(isSamePlan(plan, { entries: [{ ...predicted('refused'), name: 'Ada E.' }], alarms: [] })).toBe(true);
  expect(isSamePlan(plan, { entries: [predicted('will-deactivate')], alarms: [] })).toBe(false);
  expect(isSamePlan(plan, { entries: [], alarms: [] })).toBe(false);
  const alarm = {
    code: 'admins',
    level: 'alarm',
    title: 'One admin',
    body: '',
    count: 1,
    names: [],
  } as never;
  expect(isSamePlan(plan, { ...plan, alarms: [alarm] })).toBe(false);
});

it('keeps a warning without losing the answers to questions, and takes that back', () => {
  const none = { answer: 'none' } as const;
  const questions = [
    { question: 'admins', title: '', about: 2, answer: none },
    { question: 'alarm:changed', title: '', about: 1, answer: none },
    { question: 'operator', title: '', about: 2, answer: null },
  ];
  const plan = { terms: { questions } } as unknown as Plan;
  expect([...keptAlarms(plan)]).toEqual(['changed']);
  const admins = { question: 'admins', answer: 'none' } as const;
  expect(withKept(plan, new Set())).toEqual([admins]);
  expect(withKept(plan, new Set(['unlisted']))).toEqual([
    admins,
    { question: 'alarm:unlisted', answer: 'none' },
  ]);
  const operator = { question: 'operator', answer: 'none' } as const;
  expect(answersWith(plan, operator)).toEqual([
    admins,
    { question: 'alarm:changed', answer: 'none' },
    operator,
  ]);
});

it('says what a plan waits for', () => {
  const plan = (exceeded: string | null) =>
    ({ terms: { sizeLimit: { exceeded, raisedBecause: null } } }) as unknown as Plan;
  const questions = (count: number) => Array.from({ length: count }, () => ({ level: 'question' }) as never);
  const warning = { level: 'warn' } as never;
  expect(needsLabel(plan(null), [warning])).toBeNull();
  expect(needsLabel(plan(null), questions(1))).toBe('1 question above needs your answer.');
  expect(needsLabel(plan('Too many.'), [])).toBe('The size limit above needs your reason.');
  expect(needsLabel(plan('Too many.'), questions(2))).toBe(
    '2 questions above need your answer, and the size limit your reason.',
  );
});
