import { describe, expect, it } from 'vitest';
import {
  gapLabel,
  knownLabel,
  leftLabel,
  readingLabel,
  shareOf,
} from '#components/shared/organisation/organisation-labels.ts';
import type { Organisation } from '#lib/contract/organisation';

const now = 100_000_000;
const nothing: Organisation = {
  read: { state: 'never' },
  accounts: null,
  lists: { accounts: { state: 'never' }, search: { state: 'never' } },
  about: null,
  running: null,
  failure: null,
};

describe('what is known of the organisation', () => {
  it('is said with its age and its numbers', () => {
    const accounts = { total: 4812, active: 4102 };
    const whole = { ...nothing, read: { state: 'whole' as const, at: now - 720_000 }, accounts };
    expect(knownLabel(nothing, now, null)).toContain('Nothing has been read yet');
    expect(knownLabel(whole, now, null)).toBe('4,812 accounts, 4,102 of them active. Read 12 minutes ago.');
    expect(knownLabel({ ...whole, accounts: { total: 1, active: 0 } }, now, null)).toBe(
      '1 account, 0 of them active. Read 12 minutes ago.',
    );
    expect(knownLabel(whole, now + 86_400_000, null)).toContain('read again');
    expect(gapLabel(whole)).toBeNull();
  });

  it('is never called recent where the clock was set back since', () => {
    const accounts = { total: 241, active: 216 };
    const whole = { ...nothing, read: { state: 'whole' as const, at: now + 3 * 86_400_000 }, accounts };
    expect(knownLabel(whole, now, null)).toMatch(
      /^241 accounts, 216 of them active\. Read on \d.+: read again/,
    );
  });

  it('is said to be from before a run, or from so shortly after it that it may not show it', () => {
    const accounts = { total: 241, active: 216 };
    const whole = { ...nothing, read: { state: 'whole' as const, at: now }, accounts };
    const run = {
      number: 3,
      changed: 194,
      goal: 'inactive',
      activeAtEnd: null,
      later: null,
      others: 0,
    } as const;
    const label = (endedAt: number | null) => knownLabel(whole, now + 720_000, { ...run, endedAt });
    expect(label(now + 1)).toMatch(
      /^241 accounts, 216 of them active. Read 12 minutes ago, at .+, before run 3, which left 194 accounts inactive: read again/,
    );
    expect(label(now - 1)).toMatch(/, shortly after run 3, .+ may not show that yet.$/);
    expect(label(null)).toMatch(/, before run 3 is over: read again after it.$/);
    const more = (others: number) => knownLabel(whole, now + 720_000, { ...run, endedAt: now + 1, others });
    expect(more(1)).toMatch(/before run 3, which left 194 accounts inactive, and 1 other run: read again/);
    expect(more(2)).toMatch(/ inactive, and 2 other runs: read again/);
  });

  it('begins with the number that the run counted at its end', () => {
    const accounts = { total: 241, active: 216 };
    const whole = { ...nothing, read: { state: 'whole' as const, at: now }, accounts };
    const label = (active: number, at: number, later: number | null = null) =>
      knownLabel(whole, now + 720_000, {
        ...{ number: 3, changed: 194, goal: 'inactive', endedAt: at, later, others: 0 },
        activeAtEnd: { active, expected: 22, at },
      });
    expect(label(22, now + 1)).toMatch(
      /^22 active accounts, counted at .+, at the end of run 3, which left 194 accounts inactive\. Atlassian’s list is older, read 12 minutes ago: 241 accounts, 216 of them active\. Read again/,
    );
    expect(label(216, now + 1)).toMatch(/^216 active accounts \(22 expected\), counted at /);
    expect(label(22, now + 1, 5)).toMatch(/at the end of run 3, which left .+ inactive, before run 5\. Atl/);
    expect(label(22, now - 1)).toMatch(/^241 accounts, 216 of them active/);
  });

  it('is said to be a part where the list was not read to its end, and why', () => {
    const part = { state: 'partly' as const, at: now, message: 'It was stopped.', hint: 'Check again.' };
    const partly = {
      ...nothing,
      read: { state: 'partly' as const, at: now },
      lists: { ...nothing.lists, accounts: part },
    };
    expect(knownLabel(partly, now, null)).toContain('in part just now: accounts are missing');
    expect(gapLabel(partly)).toBe('It was stopped. Check again.');
  });
});

const running = {
  part: 'accounts',
  since: now - 10_000,
  from: 0,
  done: 25,
  total: 100,
  waitingUntil: null,
  waitsFor: null,
} as const;

describe('reading', () => {
  it('says how much of about how much', () => {
    expect(readingLabel(running, null)).toBe('Reading your organisation, list 1 of 2: 25 of 100');
    const search = { ...running, part: 'provisioned', done: 3400, total: null } as const;
    expect(readingLabel(search, 20_000)).toBe(
      'Reading your organisation, list 2 of 2: 3,400 of about 20,000',
    );
    expect(readingLabel(search, null)).toBe('Reading your organisation, list 2 of 2: 3,400');
    expect(readingLabel(search, 3_000)).toBe('Reading your organisation, list 2 of 2: 3,400');
    expect(readingLabel({ ...running, done: 0 }, null)).toBe('Reading your organisation, list 1 of 2…');
  });

  it('says when it rests, and for what', () => {
    expect(readingLabel({ ...running, waitsFor: 'run' }, null)).toBe(
      'Reading your organisation paused while a run is under way: 25 of 100',
    );
    expect(readingLabel({ ...running, waitsFor: 'turn' }, null)).toContain('waits for another check');
    expect(leftLabel({ ...running, waitsFor: 'run' }, null, now)).toBe('');
  });
});

describe('the time left', () => {
  it('follows from the pace of this reading', () => {
    expect(leftLabel(running, null, now)).toBe('about 30 s left in this list');
    expect(leftLabel({ ...running, from: 20 }, null, now)).toBe('about 3 min left in this list');
    expect(leftLabel({ ...running, total: null }, 50, now)).toBe('about 10 s left in this list');
    expect(leftLabel({ ...running, total: 26 }, null, now)).toBe('about 1 s left in this list');
    expect(leftLabel({ ...running, total: 25 }, null, now)).toBe('about 1 s left in this list');
  });
  it('is not guessed', () => {
    expect(leftLabel({ ...running, total: null }, null, now)).toBe('');
    expect(leftLabel({ ...running, done: 0 }, null, now)).toBe('');
    expect(leftLabel({ ...running, since: now }, null, now)).toBe('');
    expect(leftLabel({ ...running, total: null }, 20, now)).toBe('');
  });
  it('uses the number of accounts for a list that does not say its length', () => {
    expect(shareOf({ ...running, total: null }, 50)).toBe(0.5);
    expect(shareOf({ ...running, total: null, done: 60 }, 50)).toBe(1);
    expect(shareOf({ ...running, total: null }, null)).toBeNull();
  });
});
