import { expect, it } from 'vitest';
import { emailDomain, emailLocalPart } from '#lib/domain/account/email-domain';

it.each([
  ['Ada@Example.COM ', 'example.com', 'Ada'],
  ['"a@b"@example.com', 'example.com', '"a@b"'],
  ['ada@', '', 'ada'],
  ['nobody', '', 'nobody'],
])('the parts of %s are %j and %j', (email, domain, local) => {
  expect(emailDomain(email)).toBe(domain);
  expect(emailLocalPart(email)).toBe(local);
});
