import { describe, expect, it } from 'vitest';
import { accountKey } from '#lib/domain/account/account-id';
import type { Reading } from '#lib/domain/directory/reading';
import { neverSwept } from '#lib/domain/directory/sweep';
import { atOnce } from '#lib/domain/text/pieces';
import { noDirectory } from '#lib/engine/directory/directory';
import { whoseAccount } from '#lib/engine/protection/whose-account';
import type { RosterRecord, RosterStore } from '#lib/engine/storage/rosters';

const accountId = '712020:676F0bc5-f97d-4d7a-ad20-c74a6fb24f06';

/** Atlassian's readings of the account. */
function said(...readings: Pick<Reading, 'at' | 'facts'>[]) {
  const all = readings.map((each): Reading => ({ source: 'users-search', generation: 1, ...each }));
  return {
    store: () => ({
      ...noDirectory,
      *readings() {
        yield;
        return new Map([[accountKey(accountId), all]]);
      },
    }),
  };
}

/** The uploads, newest first, each with the name that it has for the account; null if it lacks the account. */
function uploads(...named: (string | null)[]): Pick<RosterStore, 'list' | 'find'> {
  return {
    list: () =>
      named.map((_, at) => {
        const times = { writtenAt: at === 1 ? 50 : null, createdAt: 100 - at };
        return { id: String(at), name: `${at}.csv`, ...times } as RosterRecord;
      }),
    *find(id, asked) {
      yield;
      const name = named[Number(id)];
      if (asked !== accountId || name === null || name === undefined) return null;
      return { accountId, name, email: '' } as Awaited<ReturnType<RosterStore['firstUsers']>>[number];
    },
  };
}

const whose = (directory: ReturnType<typeof said>, rosterStore: ReturnType<typeof uploads>) =>
  atOnce(whoseAccount({ directory, rosterStore }, accountId));

describe('whose account an ID is', () => {
  it('is said by Atlassian first, and is as old as the older of name and address', () => {
    const directory = said(
      { at: 20, facts: { name: 'Ada Example', status: 'active' } },
      { at: 10, facts: { email: 'ada@example.com' } },
    );
    expect(whose(directory, uploads('Ada of the file')).person).toEqual({
      accountId,
      name: 'Ada Example',
      email: 'ada@example.com',
      from: { source: 'directory', at: 10 },
    });
  });

  it('is said by the newest upload that names it, if Atlassian has named nobody', () => {
    const directory = said({ at: 20, facts: { status: 'active' } });
    expect(whose(directory, uploads(null, 'Ada Example', 'Ada Before')).person).toEqual({
      accountId,
      name: 'Ada Example',
      email: '',
      from: { source: 'roster', name: '1.csv', at: 50 },
    });
    expect(whose(said(), uploads('', 'Ada Example')).person).toMatchObject({ name: 'Ada Example' });
  });

  it('is not known where nothing names it: then it is told what was looked at, and how old that is', () => {
    expect(whose(said(), uploads(null, ''))).toEqual({ person: null, listedAt: null, rosters: 2 });
    const totals = { total: 1, active: 1, activeByDomain: {}, activeByProduct: {} };
    const swept = { ...neverSwept, whole: { generation: 1, at: 70, totals } };
    const directory = { store: () => ({ ...noDirectory, sweep: () => swept }) };
    const known = atOnce(whoseAccount({ directory, rosterStore: uploads() }, accountId));
    expect(known).toEqual({ person: null, listedAt: 70, rosters: 0 });
  });
});
