import { expect, it } from 'vitest';
import { emailDomain, emailLocalPart, emailOddity } from '#lib/domain/account/email-domain';

it.each([
  ['Ada@Example.COM ', 'example.com', 'Ada'],
  ['"a@b"@example.com', 'example.com', '"a@b"'],
  ['ada@example.com.', 'example.com', 'ada'],
  ['ada@', '', 'ada'],
  ['nobody', '', 'nobody'],
])('the parts of %s are %j and %j', (email, domain, local) => {
  expect(emailDomain(email)).toBe(domain);
  expect(emailLocalPart(email)).toBe(local);
});

it.each([
  'ada@example.com',
  'Ada.B+x@sub.example.com',
  'ada@exämple.com',
  'ада@example.com',
  "o'neil@example.com",
])('nothing is odd about %s', (email) => expect(emailOddity(email)).toBeNull());

it.each([
  ['ada', 'does not look like'],
  ['mailto:ada@example.com', 'does not look like'],
  ["'ada@example.com", 'apostrophe'],
  ['ada@example.com.', 'full stop'],
  ['ada@example..com', 'full stop'],
  ['ada@\u0435xample.com', 'another alphabet'],
  ['\u0430da@example.com', 'another alphabet'],
  ['\uff41da@example.com', 'another alphabet'],
])('it is said what is odd about %s', (email, why) => {
  expect(emailOddity(email)).toContain(why);
});
