import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressLikeness, addressOf } from '#lib/domain/account/email-address';
import { emailDomain } from '#lib/domain/account/email-domain';

const composed = 'jos\u00e9@example.com';
const decomposed = 'jose\u0301@example.com';

describe('the form of an address', () => {
  it.each([
    [composed, decomposed],
    [composed, 'JOSE\u0301@Example.COM.'],
    ['ada@m\u00fcller.example', 'ada@xn--mller-kva.example'],
    ['ada@m\u00fcller.example', 'Ada@XN--MLLER-KVA.example'],
    ['ada@m\u00fcller.example', 'ada@mu\u0308ller.example'],
    ['ada@example.com', 'ada@\uff45\uff58\uff41\uff4d\uff50\uff4c\uff45.com'],
    ['ada@example.com', 'ada@example\u3002com'],
    ['\u03bd\u03af\u03ba\u03bf\u03c2@example.gr', '\u039d\u038a\u039a\u039f\u03a3@example.gr'],
    [' ada@example.com\u00a0', 'ada@example.com'],
  ])('is one for %j and %j', (one, other) => {
    expect(addressOf(one)).toBe(addressOf(other));
    expect(addressLikeness(one)).toBe(addressLikeness(other));
  });

  it.each([
    [composed, 'jose@example.com'],
    ['ada@example.com', 'ada@example.org'],
    ['xn--mller-kva@example.com', 'm\u00fcller@example.com'],
  ])('tells %j and %j apart', (one, other) => {
    expect(addressOf(one)).not.toBe(addressOf(other));
  });

  it.each([
    ['\uff41da@example.com', 'ada@example.com'],
    ['ada\uff20example.com', 'ada@example.com'],
    ['a\u200bda@example.com', 'ada@example.com'],
    ['strau\u00df@example.com', 'STRAUSS@example.com'],
  ])('is not the same for %j and %j, but they look alike', (one, other) => {
    expect(addressOf(one)).not.toBe(addressOf(other));
    expect(addressLikeness(one)).toBe(addressLikeness(other));
  });

  it('does not depend on case or on how accents are composed, and same addresses look alike', () => {
    const isWord = (text: string) => /^[\p{L}\p{N}\p{M}]+$/u.test(text.normalize('NFKC'));
    const letter = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }).filter(isWord);
    const part = fc.string({ unit: letter, minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(part, part, (local, domain) => {
        const address = `${local}@${domain}`;
        const form = addressOf(address);
        expect(addressOf(address.normalize('NFD'))).toBe(form);
        expect(addressOf(address.toLowerCase())).toBe(form);
        expect(addressOf(form)).toBe(form);
        expect(addressLikeness(form)).toBe(addressLikeness(address));
      }),
    );
  });

  it('has the domain of the address in one spelling', () => {
    expect(emailDomain('ada@XN--mller-kva.example.')).toBe('m\u00fcller.example');
    expect(emailDomain('ada@mu\u0308ller.example')).toBe('m\u00fcller.example');
  });
});
