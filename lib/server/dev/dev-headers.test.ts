import { expect, it } from 'vitest';
import { devHeaders } from '#lib/server/dev/dev-headers';
import { strictHeaders } from '#lib/server/front/security-headers';

const directives = (policy: string) => policy.split('; ');

it('relaxes two directives of the policy, and keeps the others', () => {
  const strict = directives(strictHeaders.policy('n'));
  const relaxed = directives(devHeaders.policy('n'));
  expect(relaxed.filter((each) => !strict.includes(each))).toEqual([
    "script-src 'self' 'nonce-n' 'strict-dynamic' 'unsafe-eval'",
    "style-src 'self' 'unsafe-inline'",
  ]);
  expect(relaxed).toHaveLength(strict.length);
});

it('lets no browser keep a file', () => {
  expect(devHeaders.isImmutable('/_next/static/chunks/1.js')).toBe(false);
});
