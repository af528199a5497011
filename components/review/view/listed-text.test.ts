import { describe, expect, it } from 'vitest';
import { listedText, orderText } from '#components/review/view/listed-text.ts';

describe('listedText', () => {
  it('counts those who match, and all without a filter', () => {
    const size = { rows: 250, users: 250 };
    expect(listedText(15, size, true)).toBe('15 of 250 users match');
    expect(listedText(1, size, true)).toBe('1 of 250 users matches');
    expect(listedText(1, { rows: 1, users: 1 }, false)).toBe('1 user');
  });

  it('counts rows where some user has several', () => {
    expect(listedText(2, { rows: 32, users: 30 }, true)).toBe('2 of 32 rows match');
    expect(listedText(32, { rows: 32, users: 30 }, false)).toBe('32 rows');
  });
});

describe('orderText', () => {
  const columns = [
    { id: 'email', header: 'E-mail' },
    { id: 'c4', header: 'Groups' },
  ];

  it('names the column and the direction', () => {
    expect(orderText({ column: 'email', descending: false }, columns, 'file')).toBe(
      'Sorted by E-mail, ascending',
    );
    expect(orderText({ column: 'c4', descending: true }, columns, 'file')).toBe(
      'Sorted by Groups, descending',
    );
  });

  it('says so where nothing sorts the list', () => {
    expect(orderText(null, columns, 'list')).toBe('In the order of the list');
    expect(orderText({ column: 'gone', descending: true }, columns, 'file')).toBe('In the order of the file');
  });
});
