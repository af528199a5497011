import { expect, it } from 'vitest';
import { accountKey } from '#lib/domain/account/account-id';
import { newSurvey } from '#lib/domain/plan/survey';
import { accepted } from '#test/samples/roster';

it('finds over all batches what protections need, as plain data', async () => {
  const { users } = await accepted(
    [
      'User id,User name,email,User status,Org role,Groups',
      '557058:a,,a@example.com,Active,,',
      '557058:b,VIP One,b@example.com,Active,Organization admin,',
      '557058:c,Cy,me@example.com,Deactivated,,',
      '557058:d,Di,d@example.com,Active,,staff',
      '',
    ].join('\n'),
  );
  const rule = { id: 'r', kind: 'name', pattern: 'vip*', reason: '', createdAt: 1 } as const;
  const ruled = ['557058:A', '557058:none'].map(accountKey);
  const survey = newSurvey({ rules: [rule], ruled, ownAddress: ' Me@Example.com ' });
  const named = users.slice(0, 1).map((user) => ({ ...user, name: 'Ada', email: '' }));
  for (const batch of [users.slice(0, 2), users.slice(2), named]) survey.see(batch);
  const found = survey.result();
  expect(structuredClone(found)).toEqual(found);
  expect(found.admins.map(({ accountId }) => accountId)).toEqual(['557058:b']);
  expect(found.own.map(({ accountId }) => accountId)).toEqual(['557058:c']);
  expect(found.caught.map(({ people }) => people.map(({ name }) => name))).toEqual([['VIP One']]);
  expect(found.ruled).toEqual([{ key: '557058:a', accountId: '557058:a', name: true, address: true }]);
  expect(found.columns).toEqual({ tellsRoles: true, tellsGroups: true });
});
