import { expect, it } from 'vitest';
import { matchPeople } from '#components/settings/protection/match-people.ts';

const ada = {
  name: 'Ada Example',
  email: 'ada@example.com',
  accountId: '712020:aa-1',
  reason: 'Runs the service desk',
};
const ben = {
  name: 'Ben Sample',
  email: 'ben@example.org',
  accountId: '5b10ac8d82e05b22cc7d4e00',
  reason: '',
};

it('finds by part of a name, an address, an account ID or a reason, whatever the case', () => {
  expect(matchPeople([ada, ben], 'EXAMPLE.ORG')).toEqual([ben]);
  expect(matchPeople([ada, ben], '712020:A')).toEqual([ada]);
  expect(matchPeople([ada, ben], 'desk')).toEqual([ada]);
});

it('wants every word, in any order and anywhere', () => {
  expect(matchPeople([ada, ben], 'com ada')).toEqual([ada]);
  expect(matchPeople([ada, ben], 'ada ben')).toEqual([]);
});

it('does not take a word from the seam between two fields', () => {
  expect(matchPeople([ada], 'exampleada')).toEqual([]);
});

it('gives everybody where nothing was typed', () => {
  expect(matchPeople([ada, ben], '  ')).toEqual([ada, ben]);
});
