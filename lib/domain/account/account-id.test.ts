import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCustomerAccountId, parseAccountId } from '#lib/domain/account/account-id';
import { readAccountId } from '#lib/domain/account/read-account-id';

const codeOf = (text: string): string => {
  const reading = readAccountId(text);
  if (!reading.ok) return reading.code;
  return reading.oddity === null ? 'read' : 'unusual';
};

describe('an account ID', () => {
  it.each([
    '5b10ac8d82e05b22cc7d4ef5',
    '557058:978521a6-0000-4000-8000-00000000000a',
    '712020:978521a6-0000-4000-8000-00000000000a',
    'qm:978521a6-0000-4000-8000-00000000000a:42',
    '5e1234567890123456789012',
    '512345678901234567890123',
  ])('is read: %s', (text) => {
    expect(codeOf(text)).toBe('read');
    expect(parseAccountId(text)).toBe(text);
  });

  it('may stand among white space, but not hold any', () => {
    expect(parseAccountId(' \t\u00a05b10ac8d82e05b22cc7d4ef5\u00a0\n')).toBe('5b10ac8d82e05b22cc7d4ef5');
    expect(parseAccountId('5b10ac8d 82e05b22cc7d4ef5')).toBeNull();
    expect(parseAccountId('5b10ac8d82e05b22cc7d4ef5\u200b')).toBeNull();
  });

  it('has 1 to 128 characters', () => {
    expect(parseAccountId('')).toBeNull();
    expect(parseAccountId('a'.repeat(128))).toBe('a'.repeat(128));
    expect(parseAccountId('a'.repeat(129))).toBeNull();
    expect(codeOf('a'.repeat(129))).toBe('malformed-account-id');
  });

  it.each([
    '../lifecycle/delete',
    'a/b',
    'a?b',
    'a%2fb',
    'a.b',
    'ä',
    "'712020:x",
    "'712020:978521a6-0000'",
    '="5b10"',
    'ada@example.com',
  ])('is malformed: %s', (text) => {
    expect(parseAccountId(text)).toBeNull();
    expect(codeOf(text)).toBe('malformed-account-id');
  });

  it.each([
    '5.57E+17',
    '5,57E+17',
    '5E+17',
    '5E17',
    '1E-05',
    '557058000000000000000000',
    '557058123456789',
    '557058123456000',
    '42',
    '2024-01-03',
    '03/01/2024',
    '3-Jan',
    'Jan-24',
    '12:34',
    '#NAME?',
    '#N/A!',
    'TRUE',
  ])('was changed by a spreadsheet: %s', (text) => {
    expect(codeOf(text)).toBe('damaged-account-id');
  });

  it.each(['', '  ', 'NaN', 'null', 'None', '-', 'n/a'])('is missing: “%s”', (text) => {
    expect(codeOf(text)).toBe('missing-account-id');
  });

  it.each(['Total', 'EOF', 'me', 'self', 'Ada', 'user-id'])('has digits: %s is none', (text) => {
    expect(codeOf(text)).toBe('malformed-account-id');
  });

  it.each([
    ['Ada7', 'none of the usual forms'],
    ['5B10AC8D82E05B22CC7D4EF5', 'capital letters'],
    ['712020:978521A6-0000-4000-8000-00000000000A', 'capital letters'],
    ['978521a6-0000-4000-8000-00000000000a', 'another system'],
    ['712020:978521a6-0000', 'cut off'],
    ['5b10ac8d82e0', 'cut off'],
    ['20:978521a6-0000-4000-8000-00000000000a', 'none of the usual forms'],
  ])('of no known shape is read, and what is unusual about it is said: %s', (text, why) => {
    expect(readAccountId(text)).toMatchObject({ ok: true, id: text, oddity: expect.stringContaining(why) });
  });

  it.each([
    "'712020:978521a6-0000-4000-8000-00000000000a",
    "'712020:978521a6-0000-4000-8000-00000000000a'",
    '="712020:978521a6-0000-4000-8000-00000000000a"',
    '"712020:978521a6-0000-4000-8000-00000000000a"',
  ])('is read without the marks that a spreadsheet put around it: %s', (text) => {
    const id = '712020:978521a6-0000-4000-8000-00000000000a';
    expect(readAccountId(text)).toEqual({ ok: true, id, oddity: null });
  });

  it('with a character that cannot be seen is malformed, and the character is named', () => {
    const reading = readAccountId('\u200b5b10ac8d82e05b22cc7d4ef5');
    expect(reading).toMatchObject({ ok: false, code: 'malformed-account-id' });
    expect(reading.ok ? '' : reading.message).toContain('⟨U+200B⟩5b10ac8d82e05b22cc7d4ef5” contains U+200B');
  });

  it('of a help centre customer is told by its prefix', () => {
    const id = parseAccountId('qm:1:2');
    expect(id !== null && isCustomerAccountId(id)).toBe(true);
  });

  it('is never anything but what the cell says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const reading = readAccountId(text);
        if (reading.ok) expect(text).toContain(reading.id);
        else expect(reading.message).not.toBe('');
        const parsed = parseAccountId(text);
        if (parsed !== null) expect(parsed).toMatch(/^[A-Za-z0-9_|:-]{1,128}$/);
      }),
    );
  });
});
