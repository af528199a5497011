import { expect, it } from 'vitest';
import { directoryFiles } from '#lib/adapters/sqlite/directory/directory-files';
import { neverSwept } from '#lib/domain/directory/sweep';
import type { Answer, Fault } from '#lib/domain/outcome/answer';
import type { AccountsPage, ManagedAccount } from '#lib/engine/atlassian-shapes';
import { offline } from '#lib/engine/connection/offline';
import { countActive } from '#lib/engine/directory/count-active';
import { ofManagedAccount } from '#lib/engine/directory/to-readings';
import { fastClock } from '#test/fast-clock';

const notOffered: Fault = {
  code: 'bad-request',
  owner: 'organisation',
  effect: 'none',
  repeatable: false,
  waitMs: null,
  status: 400,
  message: 'The organisation does not have this part.',
  hint: '',
  detail: null,
};
const account = (accountId: string, status: string): ManagedAccount => ({
  accountId,
  type: 'atlassian',
  status,
  name: accountId,
  email: null,
  billable: null,
  lastActive: null,
  products: [],
});
const ok = <T>(value: T): Answer<T> => ({ ok: true, value, status: 200, tookMs: 1 });

it('reads the whole list anew, also where a sweep was left in its middle a moment ago', async () => {
  const store = directoryFiles(null).of({ api: 'sample', organisationId: 'org' });
  const clock = fastClock();
  const begun = { at: clock.wall(), cursor: '1', seen: 1 };
  store.save([ofManagedAccount(account('a', 'active'), { at: begun.at, generation: 1 })]);
  store.saveSweep('managed-accounts', { ...neverSwept, generation: 1, begun });
  // Meanwhile a run has deactivated the account of the first page.
  const pages = [[account('a', 'inactive')], [account('b', 'active')]];
  const atlassian = {
    ...offline,
    countActive: async () => ({ ok: false as const, fault: notOffered, tookMs: 1 }),
    async *managedAccounts(_id: string, _signal?: AbortSignal, from: string | null = null) {
      for (let at = Number(from ?? 0); at < pages.length; at += 1) {
        const next = at + 1 < pages.length ? String(at + 1) : null;
        yield ok<AccountsPage>({ accounts: pages[at] ?? [], total: 2, next });
      }
    },
  };
  const { signal } = new AbortController();
  const parts = { atlassian, store, clock };
  const now = { since: clock.wall() + 1, most: 20_000 };
  const read = { active: 1, message: 'Counted from the list of managed accounts.' };
  expect(await countActive(parts, 'org', now, signal)).toEqual(read);
  // A list from before that is good enough is not read again.
  const unlisted = { ...parts, atlassian: { ...atlassian, managedAccounts: offline.managedAccounts } };
  expect(await countActive(unlisted, 'org', { since: 0, most: 20_000 }, signal)).toEqual({
    active: 1,
    message: 'Counted from the list of managed accounts, read less than a minute before.',
  });
  // A list that is known to be too long for the moment is not begun.
  expect(await countActive(unlisted, 'org', { since: Number.POSITIVE_INFINITY, most: 1 }, signal)).toEqual({
    active: null,
    message: expect.stringContaining('too long'),
  });
});
