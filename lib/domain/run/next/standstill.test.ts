import { expect, it } from 'vitest';
import { standstillReason } from '#lib/domain/run/next/standstill';

const hour = 3_600_000;
const at = 1_000 * hour;

it.each([
  ['a day', 24 * hour, null],
  ['more than a day', 24 * hour + 1, 'stood still'],
  ['a clock that was set back by a day', -24 * hour, null],
  ['a clock that was set back further', -24 * hour - 1, 'set back'],
])('after %s', (_, stood, said) => {
  const why = standstillReason({ act: 'deactivate', calledAt: at }, at + stood);
  if (said === null) expect(why).toBeNull();
  else expect(why?.message).toContain(said);
});

it('lets a dry run go on after a standstill, and a run that has not called anybody', () => {
  expect(standstillReason({ act: 'dry-run', calledAt: at }, at + 100 * hour)).toBeNull();
  expect(standstillReason({ act: 'restore', calledAt: null }, at)).toBeNull();
});
