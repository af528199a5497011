/** Tests that only the directory asks Atlassian for lists, searches, counts and permissions. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { sourceFiles } from '#test/house/imports';

/** The methods of the client whose answers belong to the directory. */
const inquiries = [
  'managedAccounts',
  'searchUsers',
  'countActive',
  'countManaged',
  'permissions',
  'apiTokens',
  'organisationTokens',
  'serviceAccounts',
  'workspaces',
];
const asks = new RegExp(`(?:atlassian|client)\\.(?:${inquiries.join('|')})\\(`);

it('only engine/directory asks for what the directory knows', () => {
  const asking = sourceFiles()
    .filter(({ file, isTest }) => !isTest && file.startsWith('lib/engine/'))
    .map(({ file }) => file)
    .filter((file) => asks.test(readFileSync(file, 'utf8')));
  expect(asking.filter((file) => file.startsWith('lib/engine/directory/')).length).toBeGreaterThan(4);
  expect(asking.filter((file) => !file.startsWith('lib/engine/directory/'))).toEqual([
    // The limiter waits for the rate limit and passes the question on.
    'lib/engine/limiter/limited-client.ts',
    // A dry run asks instead of calling, and the account of the key's owner shows in its answers.
    'lib/engine/protection/own-account.ts',
    'lib/engine/run/runner/dry-run.ts',
  ]);
});
