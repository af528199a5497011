import { describe, expect, it } from 'vitest';
import {
  fileAge,
  isTheNumber,
  shareText,
  shortDigest,
  wrongNumberText,
} from '#components/plan/confirmation.ts';

const now = Date.parse('2025-03-01T12:00:00Z');

describe('the alarms of a plan', () => {
  it('calls a file old 24 hours after it was written, or uploaded if that is all that is known', () => {
    const hour = 3_600_000;
    expect(fileAge({ kind: 'users-export', writtenAt: now - 25 * hour, createdAt: now }, now)).toMatchObject({
      since: 'written',
      old: true,
    });
    expect(fileAge({ kind: 'users-export', writtenAt: now - 23 * hour, createdAt: now }, now).old).toBe(
      false,
    );
    expect(fileAge({ kind: 'users-export', writtenAt: null, createdAt: now - 25 * hour }, now)).toMatchObject(
      {
        since: 'uploaded',
        old: true,
      },
    );
    expect(fileAge({ kind: 'organisation', writtenAt: now, createdAt: now }, now).since).toBe('read');
  });
});

describe('the number typed to confirm', () => {
  it('may have separators where numbers have them, and nothing else', () => {
    for (const typed of ['1013', '1,013', ' 1 013 ', '1.013', '01013'])
      expect(isTheNumber(typed, 1013)).toBe(true);
    for (const typed of ['', '101', '10,13', '1013 users', '-1013', '1e3', '1012']) {
      expect(isTheNumber(typed, 1013)).toBe(false);
    }
    expect(isTheNumber('1013000', 1013)).toBe(false);
  });

  it('is corrected when another one is typed, not while it is being typed', () => {
    for (const typed of ['', '1', '10', '101', ' 101', '1,01', '1,013', '1013'])
      expect(wrongNumberText(typed, 1013)).toBeNull();
    for (const typed of ['1012', 'all of them', '1,012']) {
      expect(wrongNumberText(typed, 1013)).toBe('The plan has 1,013 users.');
    }
    expect(wrongNumberText('2', 1)).toBe('The plan has 1 user.');
  });
});

describe('a digest', () => {
  it('is shown by its first and last groups', () => {
    expect(shortDigest('9c417be0ffff0000a07f')).toBe('9c41 7be0 … a07f');
  });
});

it('says which share of the active accounts a plan concerns, at most all of them', () => {
  expect(shareText({ activeAccounts: 216, reach: 54 }, 54, 0)).toBe('54 of the 216 active accounts (25 %)');
  expect(shareText({ activeAccounts: 216, reach: 54 }, 60, 0)).toMatch(/^54 of them are among the 216/);
  expect(shareText({ activeAccounts: 216, reach: 1 }, 2, 0)).toMatch(/^1 of them is among the 216/);
  expect(shareText({ activeAccounts: 216, reach: 237 }, 246, 21)).toBe(
    'up to all of the 216 active accounts (100 %)',
  );
  expect(shareText({ activeAccounts: 216, reach: 54 }, 60, 3)).toBe(
    'up to 54 of the 216 active accounts (25 %)',
  );
  expect(shareText({ activeAccounts: null, reach: 5 }, 5, 0)).toMatch(/is not known$/);
});
