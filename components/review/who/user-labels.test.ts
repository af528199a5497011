import { describe, expect, it } from 'vitest';
import { findPeople } from '#components/review/who/find-people.ts';
import { indexUsers } from '#components/review/who/review-index.ts';
import {
  labelText,
  leafLabel,
  namesakeDetail,
  problemLabel,
  whoIs,
} from '#components/review/who/user-labels.ts';
import type { ReviewUser } from '#lib/contract/roster';
import { type Leaf, leaves } from '#lib/domain/plan/leaf';
import type { RowProblem } from '#lib/domain/roster/roster';
import { problemCodes } from '#lib/domain/roster/roster';
import { blocked, sampleUser } from '#test/samples/review-user';

const say = (parts: Partial<ReviewUser>, leaf: Leaf, days = 400) =>
  leafLabel(sampleUser(3, parts), leaves.indexOf(leaf), days);
const text = (...parts: Parameters<typeof say>) => labelText(say(...parts));

describe('what the review says of a user', () => {
  it('says what will happen, and warns of those seen lately', () => {
    expect(say({}, 'will-deactivate')).toMatchObject({ gist: '', warns: false });
    expect(text({}, 'will-deactivate', 2)).toBe('Will be deactivated · active 2 days ago');
    expect(say({}, 'will-deactivate', 2).warns).toBe(true);
    expect(say({}, 'not-checked', Number.NaN).warns).toBe(false);
    expect(text({}, 'not-selected', 2)).toBe('Not selected');
  });

  it('gives the reason of a protection, short where its source says enough', () => {
    const protectedBy = (protection: ReviewUser['protection']) =>
      text({ ...blocked('protected'), protection }, 'protected');
    expect(protectedBy('operator')).toBe('Protected · your account');
    expect(protectedBy('organisation-admin')).toBe('Protected · organisation admin');
    expect(protectedBy('admin')).toBe('Protected · A reason.');
  });

  it('names the problem and its line where a user cannot be used', () => {
    const problems: RowProblem[] = [
      { code: 'odd-email', message: '', line: 5, blocks: false },
      { code: 'damaged-account-id', message: '', line: 15, blocks: true },
    ];
    expect(text({ problems, ...blocked('unreadable') }, 'unusable')).toBe(
      'Cannot be used · Account ID damaged, line 15',
    );
    expect(text(blocked('unreadable'), 'unusable')).toBe('Cannot be used · line 5');
    expect(text(blocked('other-account'), 'unusable')).toBe('Cannot be used · Address of another account');
  });

  it('names the remark and its line of a doubtful user', () => {
    const problem = { code: 'odd-email', message: 'Odd.', line: 7, blocks: false } satisfies RowProblem;
    expect(say({ problems: [problem], ticked: false }, 'doubtful')).toEqual({
      leaf: 'doubtful',
      gist: 'Unusual e-mail, line 7',
      warns: true,
      reason: 'Odd.',
    });
  });

  it('says what Atlassian said and when, where it outranks the file', () => {
    const at = new Date(2026, 10, 26, 14, 32).getTime();
    const outranked = { reason: 'The file says “Deactivated”; Atlassian said “active”', at };
    const reason = 'The file says “Deactivated”; Atlassian said “active” at 14:32 on 26 Nov 2026.';
    expect(say({ ticked: false, outranked }, 'not-selected')).toMatchObject({
      gist: 'Atlassian says active',
      reason,
    });
    expect(text({ outranked }, 'not-checked')).toBe('Not checked · Atlassian says active');
    const prediction = { kind: 'changed', reason: 'Now called “Eve”.', hint: '', basis: 'listed' } as const;
    expect(say({ outranked, prediction }, 'not-checked')).toMatchObject({
      gist: 'changed since the export · Atlassian says active',
      reason: `Now called “Eve”. ${reason}`,
    });
    const block = { code: 'already-inactive', reason: 'Atlassian said “closed”', at } as const;
    expect(say({ block }, 'already-inactive').reason).toBe(
      'Atlassian said “closed” at 14:32 on 26 Nov 2026.',
    );
  });

  it('says when and why Atlassian refused the user in a run, and predicts nothing from it', () => {
    const at = new Date(2026, 10, 26, 14, 32).getTime();
    const refused = { run: 2, at, code: 'unverified' } as const;
    const start = 'Atlassian refused to deactivate the account in run 2, which ended at 14:32 on 26 Nov 2026';
    expect(say({ refused }, 'not-checked')).toEqual({
      leaf: 'not-checked',
      gist: 'refused in run 2',
      warns: true,
      reason: `${start}: e-mail never verified.`,
    });
    expect(say({ refused: { ...refused, code: null } }, 'will-deactivate').reason).toBe(`${start}.`);
  });

  it('gives the reason for which Atlassian would refuse', () => {
    const prediction = { kind: 'refused', reason: 'By SCIM.', hint: 'Do it there.', basis: 'asked' } as const;
    expect(say({ prediction }, 'refused')).toEqual({
      leaf: 'refused',
      gist: 'By SCIM.',
      warns: false,
      reason: 'By SCIM. Do it there.',
    });
    expect(text({ prediction, ticked: false }, 'not-selected')).toBe('Not selected · would be refused');
  });

  it('gives that reason in a few words where the kind of the answer is known', () => {
    const said = { kind: 'refused', reason: 'A long reason.', hint: '', basis: 'asked' } as const;
    expect(text({ prediction: { ...said, code: 'identity-provider' } }, 'refused')).toBe(
      'Will be refused · managed by identity provider',
    );
    expect(text({ prediction: { ...said, kind: 'not-managed', code: 'not-managed' } }, 'not-managed')).toBe(
      'Not managed · not claimed by your organisation',
    );
    expect(say({ prediction: { ...said, kind: 'not-managed' } }, 'not-managed').gist).toBe(
      'not claimed by your organisation',
    );
    expect(say({ prediction: { ...said, code: 'bad-request' } }, 'refused').gist).toBe('A long reason.');
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
    expect(say({ contradictions }, 'not-checked', 400)).toEqual({
      leaf: 'not-checked',
      gist: 'sources contradict',
      warns: true,
      reason: 'E-mail: “a@example.com” by the profile, “b@example.com” by the list of the search.',
    });
    expect(text({ contradictions }, 'not-selected')).toBe('Not selected · sources contradict');
    const prediction = { kind: 'refused', reason: 'By SCIM.', hint: '', basis: 'asked' } as const;
    expect(say({ contradictions, prediction }, 'refused').gist).toBe('By SCIM.');
  });

  it('says what a run did with an uncertain user, and that something contradicts it', () => {
    const uncertain = { run: 3, reason: 'Run 3 left this account inactive.' };
    expect(say({ uncertain, ticked: false }, 'doubtful')).toEqual({
      leaf: 'doubtful',
      gist: 'touched by run 3',
      warns: true,
      reason: 'Run 3 left this account inactive.',
    });
    const contradictions: ReviewUser['contradictions'] = [
      {
        fact: 'status',
        said: [
          { source: 'run', run: 3, at: 1, value: 'inactive' },
          { source: 'managed-accounts', at: 2, value: 'active' },
        ],
      },
    ];
    expect(say({ uncertain, contradictions, ticked: false }, 'doubtful')).toMatchObject({
      gist: 'sources contradict',
      reason:
        'Status: “inactive” by run 3, “active” by the list of managed accounts. Run 3 left this account inactive.',
    });
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

  it('tells users of one name apart by their address, and says no address twice', () => {
    expect(namesakeDetail(sampleUser(0))).toBe('sample.0@example.com');
    expect(namesakeDetail(sampleUser(0, { name: '' }))).toBeUndefined();
    expect(namesakeDetail(sampleUser(0, { email: '' }))).toBeUndefined();
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
