import { expect, it } from 'vitest';
import { thrownCode, thrownText } from '#lib/domain/text/thrown';

it('reads the message and the code of an error', () => {
  const full = Object.assign(new Error('the disk is full'), { code: 'ENOSPC' });
  expect([thrownText(full), thrownCode(full)]).toEqual(['the disk is full', 'ENOSPC']);
  expect(thrownCode(new Error('anything'))).toBe('');
});

it('makes a text of anything else that is thrown', () => {
  expect(['text', undefined, 7].map(thrownText)).toEqual(['text', 'undefined', '7']);
  expect(thrownCode({ code: 'ENOENT' })).toBe('');
});
