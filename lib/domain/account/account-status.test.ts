import { describe, expect, it } from 'vitest';
import { readAccountStatus, readFileStatus } from '#lib/domain/account/account-status';

describe('the status of an account', () => {
  it.each([
    ['active', 'active'],
    ['inactive', 'inactive'],
    ['closed', 'inactive'],
    ['suspended', 'odd'],
    ['deactivated', 'odd'],
    [null, 'odd'],
  ])('that an API gives as %s is %s', (word, status) => {
    expect(readAccountStatus(word)).toBe(status);
  });

  it.each([
    ['Active', 'active'],
    [' YES ', 'active'],
    ['Suspended', 'suspended'],
    ['Deactivated', 'inactive'],
    ['inactive', 'inactive'],
    ['closed', 'inactive'],
    ['No', 'inactive'],
    ['TRUE', 'active'],
    ['false', 'inactive'],
    ['Aktiv', 'active'],
    ['Désactivé', 'inactive'],
    ['Gesperrt', 'suspended'],
    ['無効', 'inactive'],
    ['', 'unknown'],
    ['constructor', 'unknown'],
  ])('that a file gives as %s is %s', (cell, status) => {
    expect(readFileStatus(cell)).toBe(status);
  });
});
