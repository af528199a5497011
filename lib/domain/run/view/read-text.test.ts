import { expect, it } from 'vitest';
import { searchedText } from '#lib/domain/run/view/read-text';

it('says what the search said, when, and how long before the call', () => {
  const at = '2026-11-26T12:03:10.000Z';
  expect(searchedText('active', 20_400, at)).toBe(
    `Was active at ${at} by Atlassian’s search, 20 s before the call.`,
  );
  expect(searchedText('inactive', 999)).toBe(
    'Was inactive by Atlassian’s search, less than a second before the call.',
  );
});
