import { describe, expect, it } from 'vitest';
import {
  gapLabel,
  knownLabel,
  leftLabel,
  shareOf,
} from '#components/upload/organisation/organisation-labels.ts';
import type { Organisation } from '#lib/contract/organisation';

const now = 100_000_000;
const nothing: Organisation = {
  read: { state: 'never' },
  accounts: null,
  lists: { accounts: { state: 'never' }, search: { state: 'never' } },
  running: null,
};

describe('what is known of the organisation', () => {
  it('is said with its age and its numbers', () => {
    const accounts = { total: 4812, active: 4102 };
    const whole = { ...nothing, read: { state: 'whole' as const, at: now - 720_000 }, accounts };
    expect(knownLabel(nothing, now)).toContain('Nothing was read yet');
    expect(knownLabel(whole, now)).toBe('4,812 accounts, 4,102 of them active. Read 12 minutes ago.');
    expect(knownLabel({ ...whole, accounts: { total: 1, active: null } }, now)).toBe(
      '1 account. Read 12 minutes ago.',
    );
    expect(knownLabel(whole, now + 86_400_000)).toContain('read again');
    expect(gapLabel(whole)).toBeNull();
  });

  it('is said to be a part where the list was not read to its end, and why', () => {
    const part = { state: 'partly' as const, at: now, message: 'It was stopped.', hint: 'Check again.' };
    const partly = {
      ...nothing,
      read: { state: 'partly' as const, at: now },
      lists: { ...nothing.lists, accounts: part },
    };
    expect(knownLabel(partly, now)).toContain('in part just now: accounts are missing');
    expect(gapLabel(partly)).toBe('It was stopped. Check again.');
  });
});

describe('the time left', () => {
  const running = {
    part: 'accounts',
    since: now - 10_000,
    done: 25,
    total: 100,
    waitingUntil: null,
  } as const;
  it('follows from the pace so far', () => {
    expect(leftLabel(running, null, now)).toBe('about 30 s left in this list');
  });
  it('is not guessed', () => {
    expect(leftLabel({ ...running, total: null }, null, now)).toBe('');
    expect(leftLabel({ ...running, done: 0 }, null, now)).toBe('');
    expect(leftLabel({ ...running, since: now }, null, now)).toBe('');
  });
  it('uses the number of accounts for a list that does not say its length', () => {
    expect(shareOf({ ...running, total: null }, { total: 50, active: null })).toBe(0.5);
    expect(shareOf({ ...running, total: null, done: 60 }, { total: 50, active: null })).toBe(1);
  });
});
