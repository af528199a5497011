import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maxDetail, plainDetail, redacted, redactorOf } from '#lib/adapters/redact/redact';

const key = fc.string({
  unit: fc.constantFrom(...'ABCDwxyz0189-_=+/%&?.*$^[]{}()|\\'),
  minLength: 8,
  maxLength: 200,
});
const anyText = fc.string({ unit: 'binary', maxLength: 60 });

test('a key never stays in a text, plain or percent-encoded', () => {
  fc.assert(
    fc.property(key, anyText, anyText, anyText, (secret, before, between, after) => {
      const percent = encodeURIComponent(secret);
      const text = before + secret + between + percent + percent.toLowerCase() + after + secret;
      const clean = redactorOf(secret)(text);
      expect(clean).not.toContain(secret);
      expect(clean).not.toContain(percent);
      expect(clean).toContain(redacted);
    }),
    { examples: [['AAAAAA%D', '', '', '']] },
  );
});

test('a key is never left in base64, whatever was encoded around it', () => {
  const bytes = fc.uint8Array({ maxLength: 7 });
  fc.assert(
    fc.property(key, bytes, bytes, (secret, before, after) => {
      const whole = Buffer.concat([before, Buffer.from(secret), after]);
      for (const encoding of ['base64', 'base64url'] as const) {
        const clean = redactorOf(secret)(`“${whole.toString(encoding)}”`);
        expect(clean).toContain(redacted);
        for (const part of clean.split(/[“”]|•+/)) {
          expect(Buffer.from(part, encoding).toString('latin1')).not.toContain(secret);
        }
      }
    }),
  );
});

test('text without the key stays unchanged', () => {
  expect(redactorOf('ATCTT-secret-key')('Error: User account not found')).toBe(
    'Error: User account not found',
  );
  expect(redactorOf('')('anything')).toBe('anything');
});

test('a detail is one line without control characters, of at most 1,000 characters, and without the key', () => {
  fc.assert(
    fc.property(key, fc.string({ unit: 'binary', maxLength: 3_000 }), fc.nat(3_000), (secret, text, at) => {
      const detail = plainDetail(text.slice(0, at) + secret + text.slice(at), redactorOf(secret)) ?? '';
      expect(detail.length).toBeLessThanOrEqual(maxDetail);
      expect(detail).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      expect(detail).not.toContain(secret);
    }),
  );
});

test('a key at the cut is redacted before the text is cut', () => {
  const secret = 'ATCTT-secret-key-that-is-long';
  const detail = plainDetail('x'.repeat(maxDetail - 10) + secret, redactorOf(secret));
  expect(detail).not.toContain('ATCTT');
});

test('of a detail that is too long for the search only what is kept is looked through', () => {
  const secret = 'ATCTT-secret-key-that-is-long';
  const looked: number[] = [];
  const redact = redactorOf(secret);
  const detail = plainDetail(`${secret} ${'x'.repeat(500_000)}${secret}`, (text) => {
    looked.push(text.length);
    return redact(text);
  });
  expect(looked).toEqual([16 * maxDetail]);
  expect(detail).toHaveLength(maxDetail);
  expect(detail).not.toContain('ATCTT');
  // If redaction shortens the text, the part beyond the limit shows that it was cut.
  const many = plainDetail(`${secret} `.repeat(2_000), redact) ?? '';
  expect(many.endsWith('…')).toBe(true);
});

test('nothing to say is null, and line breaks become spaces', () => {
  expect(plainDetail(null, redactorOf('k'))).toBeNull();
  expect(plainDetail(' \n\u0000 ', redactorOf('k'))).toBeNull();
  expect(plainDetail('one\r\n\ttwo\u202E', redactorOf('secret-key'))).toBe('one two');
});
