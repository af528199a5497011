import { expect, test } from 'vitest';
import { otherPerson } from '#lib/domain/plan/other-person';

const ada = { name: 'Ada Example', email: 'ada@example.com' };
const ben = { name: 'Ben Sample', email: 'ben@example.com' };

test.each([
  [
    'somebody else',
    ada,
    [ben],
    'the file says Ada Example (ada@example.com), Atlassian Ben Sample (ben@example.com)',
  ],
  ['the same person', ada, [ada], null],
  ['the same person in one of two sources', ada, [ben, ada], null],
  ['another family name', ada, [{ name: 'Ada Other', email: 'ada.other@example.com' }], null],
  [
    'a name in another order, at another domain',
    { name: 'EXAMPLE, Adá', email: 'x@old.example' },
    [ada],
    null,
  ],
  ['an address at another domain', ada, [{ name: 'A. E.', email: 'ADA@example.org' }], null],
  [
    'an initial in common',
    { name: 'B. Other', email: 'other@example.com' },
    [{ ...ben, name: 'B. Sample' }],
    expect.any(String),
  ],
  ['no address in the file', { ...ada, email: '' }, [ben], null],
  ['no name in the file', { ...ada, name: '' }, [ben], null],
  ['no address by Atlassian', ada, [{ name: 'Ben Sample' }], null],
  ['nothing by Atlassian', ada, [], null],
])('%s', (_, inFile, said, expected) => {
  expect(otherPerson(inFile, said)).toEqual(expected);
});
