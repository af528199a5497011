import { describe, expect, it } from 'vitest';
import { maxNames } from '#lib/domain/plan/alarms/alarm';
import type { AdminKnowledge } from '#lib/domain/plan/alarms/plan-facts';
import type { OrganisationSigns } from '#lib/domain/plan/other-organisation';
import { answerText, planAnswerSchema, ruleOfQuestion, ruleQuestion } from '#lib/domain/plan/question';
import { planQuestions, type QuestionFacts } from '#lib/domain/plan/questions';
import type { ProtectionRule } from '#lib/domain/protection/protection-rule';
import { plannedUser } from '#test/samples/planned-user';

const known: AdminKnowledge = { people: [], known: { by: 'organisation', at: 0 }, why: '' };
const unknown: AdminKnowledge = { people: [], known: null, why: 'Atlassian did not answer.' };
const rule: ProtectionRule = {
  id: 'r1',
  kind: 'domain',
  pattern: 'x.example.com',
  reason: 'r',
  createdAt: 0,
};

function asked(parts: Partial<QuestionFacts> = {}) {
  const planned = [plannedUser('a'), plannedUser('b', { adminSign: 'Group org-admins' }), plannedUser('c')];
  return planQuestions({
    planned,
    admins: known,
    operatorKnown: true,
    unasked: [],
    organisation: null,
    ...parts,
  });
}

describe('the questions of a plan', () => {
  it('do not exist if everything is known, or for a plan without users', () => {
    expect(asked()).toEqual([]);
    expect(asked({ planned: [], admins: unknown, operatorKnown: false })).toEqual([]);
  });

  it('are one for each thing that is not known, and each can be answered', () => {
    const questions = asked({
      admins: unknown,
      operatorKnown: false,
      unasked: [{ rule, users: [plannedUser('c')] }],
      planned: [
        plannedUser('a'),
        plannedUser('b', { contradiction: 'Status: “active” by the profile' }),
        plannedUser('c'),
      ],
    });
    expect(questions.map(({ question, code, count }) => [question, code, count])).toEqual([
      ['operator', 'operator-unknown', 3],
      ['admins', 'admins-unknown', 3],
      ['rule:r1', 'rule-unasked', 1],
      ['contradictions', 'sources-contradict', 1],
    ]);
    expect(questions[3]?.names).toMatchObject([{ key: 'b', note: 'Status: “active” by the profile' }]);
    for (const { question, level } of questions) {
      expect(level).toBe('question');
      expect(planAnswerSchema.safeParse({ question, answer: 'none' }).success).toBe(true);
      expect(planAnswerSchema.safeParse({ question, answer: 'these', accountIds: ['a'] }).success).toBe(true);
      expect(planAnswerSchema.safeParse({ question, answer: 'these', accountIds: [] }).success).toBe(false);
    }
  });

  it('name those first who might be an organisation admin, with the sign, and say why it is not known', () => {
    const [question] = asked({ admins: unknown });
    expect(question?.names.map(({ key, note }) => [key, note])).toEqual([
      ['b', 'Group org-admins'],
      ['a', 'a@example.com'],
      ['c', 'c@example.com'],
    ]);
    expect(question?.body).toContain('1 might be one, and comes first. Atlassian did not answer.');
  });

  it('keep the suspects within the names that are shown, of however many users', () => {
    const many = Array.from({ length: 5_000 }, (_, at) => plannedUser(`p${at}`));
    const planned = [...many, plannedUser('last', { adminSign: '“Org Admin” in the file' })];
    const [question] = asked({ admins: unknown, planned });
    expect(question).toMatchObject({ count: 5_001, names: { length: maxNames, 0: { key: 'last' } } });
  });

  it('ask about the organisation first, of those who are not on its list', () => {
    const listed = new Set(['a']);
    const from = 'This file was uploaded while Lockstep was connected to B, and now it is connected to A.';
    const of = (parts: Partial<OrganisationSigns>) =>
      asked({ admins: unknown, organisation: { origin: from, strangers: false, listed, ...parts } })[0];
    expect(of({})).toMatchObject({
      question: 'organisation',
      code: 'wrong-organisation',
      title: from,
      body: expect.stringContaining('Its list of managed accounts has only 1 of these 3 users.'),
      count: 2,
      names: [{ key: 'b' }, { key: 'c' }],
    });
    expect(of({ listed: new Set() })?.body).toContain('has none of these 3 users');
    expect(of({ listed: null })).toMatchObject({
      count: 3,
      body: expect.stringContaining('was not read to the end'),
    });
    expect(of({ origin: null, strangers: true, listed: new Set() })?.title).toContain(
      'None of these users is',
    );
    expect(of({ listed: new Set(['a', 'b', 'c']) })?.question).toBe('admins');
    const answer = { question: 'organisation', title: 'T.', about: 2, answer: { answer: 'none' } } as const;
    expect(answerText(answer)).toBe(
      'T. Your answer: you have checked, and the organisation is the right one.',
    );
  });

  it('say what neither the file nor Atlassian says', () => {
    const [question] = asked({ unasked: [{ rule, users: [plannedUser('a'), plannedUser('b')] }] });
    expect(question).toMatchObject({
      title: 'The protection rule E-mail domain “x.example.com” could not be checked for 2 of these users.',
      body: 'Neither the file nor Atlassian says their e-mail addresses.',
    });
  });
});

describe('a question', () => {
  it('about a rule is recognised', () => {
    expect(ruleOfQuestion(ruleQuestion('r1'))).toBe('r1');
    expect(ruleOfQuestion('admins')).toBeNull();
  });

  it('is worded together with its answer', () => {
    const base = { question: 'admins', title: 'Who is one is not known.', about: 4 };
    expect(answerText({ ...base, answer: null })).toBe('Who is one is not known. Not answered.');
    expect(answerText({ ...base, answer: { answer: 'none' } })).toContain('none of these 4');
    expect(answerText({ ...base, question: 'contradictions', answer: { answer: 'none' } })).toContain(
      'all 4 may be deactivated',
    );
    const people = Array.from({ length: 12 }, (_, at) => ({
      accountId: `a${at}`,
      name: at === 0 ? '' : `P ${at}`,
    }));
    const text = answerText({ ...base, answer: { answer: 'these', people } });
    expect(text).toContain('a0, P 1');
    expect(text).toContain('and 2 more');
  });
});
