import { describe, expect, it } from 'vitest';
import { eligibilities } from '#components/review/who/eligibility.ts';
import { findPeople } from '#components/review/who/find-people.ts';
import { indexUsers } from '#components/review/who/review-index.ts';
import { eligibilityLabel, problemLabel, whoIs } from '#components/review/who/user-labels.ts';
import type { ReviewUser } from '#lib/contract/roster';
import type { RowProblem } from '#lib/domain/roster/roster';
import { problemCodes } from '#lib/domain/roster/roster';
import { blocked, sampleUser } from '#test/samples/review-user';

const say = (parts: Partial<ReviewUser>, eligibility: (typeof eligibilities)[number], days = 400) =>
  eligibilityLabel(sampleUser(3, parts), eligibilities.indexOf(eligibility), days);

describe('what the review says of a user', () => {
  it('says what will happen, and warns of those seen lately', () => {
    expect(say({}, 'ticked')).toMatchObject({ text: 'Will be deactivated', tone: 'neutral' });
    expect(say({}, 'ticked', 2)).toMatchObject({
      text: 'Will be deactivated · active 2 days ago',
      tone: 'amber',
    });
    expect(say({}, 'ticked', Number.NaN).tone).toBe('neutral');
    expect(say({}, 'unticked', 2).text).toBe('Unticked');
  });

  it('gives the reason of a protection, short where its source says enough', () => {
    const text = (protection: ReviewUser['protection']) =>
      say({ ...blocked('protected'), protection }, 'protected').text;
    expect(text('operator')).toBe('Protected · your account');
    expect(text('organisation-admin')).toBe('Protected · organisation admin');
    expect(text('admin')).toBe('Protected · A reason.');
  });

  it('names the problem and its line where a user cannot be used', () => {
    const problems: RowProblem[] = [
      { code: 'odd-email', message: '', line: 5, blocks: false },
      { code: 'damaged-account-id', message: '', line: 15, blocks: true },
    ];
    expect(say({ problems, ...blocked('unreadable') }, 'unusable').text).toBe('Account ID damaged · line 15');
    expect(say(blocked('unreadable'), 'unusable').text).toBe('Cannot be used · line 5');
  });

  it('names the remark and its line of a doubtful user', () => {
    const problem = { code: 'odd-email', message: 'Odd.', line: 7, blocks: false } satisfies RowProblem;
    expect(say({ problems: [problem], ticked: false }, 'doubtful')).toEqual({
      text: 'Doubtful · Odd e-mail · line 7',
      tone: 'amber',
      reason: 'Odd.',
    });
  });

  it('says what Atlassian said and when, where it outranks the file', () => {
    const at = new Date(2026, 10, 26, 14, 32).getTime();
    const outranked = { reason: 'The file says “Deactivated”; Atlassian said “active”', at };
    const reason = 'The file says “Deactivated”; Atlassian said “active” at 14:32 on 26 Nov 2026.';
    expect(say({ ticked: false, outranked }, 'unticked')).toEqual({
      text: 'Unticked · Atlassian says active',
      tone: 'neutral',
      reason,
    });
    expect(say({ outranked }, 'ticked')).toMatchObject({
      text: 'Will be deactivated · Atlassian says active',
      reason,
    });
    const prediction = { kind: 'changed', reason: 'Now called “Eve”.', hint: '', basis: 'listed' } as const;
    expect(say({ outranked, prediction }, 'ticked').reason).toBe(`Now called “Eve”. ${reason}`);
    const block = { code: 'already-inactive', reason: 'Atlassian said “closed”', at } as const;
    expect(say({ block }, 'inactive').reason).toBe('Atlassian said “closed” at 14:32 on 26 Nov 2026.');
    const other = { ...block, code: 'other-account' } as const;
    expect(say({ block: other }, 'unusable').text).toBe('Address of another account');
  });

  it('marks a user about whom Atlassian’s sources contradict each other, unless the call would fail', () => {
    const contradictions: ReviewUser['contradictions'] = [
      {
        fact: 'email',
        said: [
          { source: 'profile', at: 1, value: 'a@example.com' },
          { source: 'users-search', at: 2, value: 'b@example.com' },
        ],
      },
    ];
    const text = 'E-mail: “a@example.com” by the profile, “b@example.com” by the list of the search.';
    expect(say({ contradictions }, 'ticked', 2)).toEqual({
      text: 'Will be deactivated · Sources contradict',
      tone: 'amber',
      reason: text,
    });
    expect(say({ contradictions }, 'unticked').text).toBe('Unticked · Sources contradict');
    const prediction = { kind: 'refused', reason: 'By SCIM.', hint: '', basis: 'asked' } as const;
    expect(say({ contradictions, prediction }, 'ticked').tone).toBe('red');
  });

  it('has words of its own for every problem there is', () => {
    const labels = problemCodes.map(problemLabel);
    expect(new Set(labels).size).toBe(problemCodes.length);
    expect(labels).not.toContain('Problem');
  });

  it('calls a user by whatever the file gives', () => {
    expect(whoIs(sampleUser(0, { name: '' }))).toBe('sample.0@example.com');
    expect(whoIs(sampleUser(0, { name: '', email: '', accountId: null }))).toBe('the user on line 2');
  });
});

describe('finding people', () => {
  const index = indexUsers(
    [
      sampleUser(0, { name: 'Ada Example' }),
      sampleUser(1, { name: 'Ada Example', accountId: null }),
      sampleUser(2, { name: 'Ada Specimen', accountId: 'account-0' }),
      sampleUser(3, { name: 'Ada Demo' }),
    ],
    0,
  );

  it('finds those with an account ID, each once, and no more than asked for', () => {
    expect(findPeople(index, 'ada', 5).map(({ name }) => name)).toEqual(['Ada Example', 'Ada Demo']);
    expect(findPeople(index, '', 1).length).toBe(1);
    expect(findPeople(index, 'demo ada', 5).map(({ accountId }) => accountId)).toEqual(['account-3']);
  });
});
