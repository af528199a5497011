/** Reads the status of many accounts with the fewest requests: by the search, or from the whole list. */
import { accountKey } from '#lib/domain/account/account-id';
import { readAccountStatus } from '#lib/domain/account/account-status';
import { chooseBlock, newBlockWays, noteFailure, noteFound } from '#lib/domain/directory/block-ways';
import { type Fault, isNotOffered } from '#lib/domain/outcome/answer';
import { readingBySearch } from '#lib/domain/run/judge/searched';
import { inGroups } from '#lib/domain/text/pieces';
import { askBlock, type BlockParts } from '#lib/engine/directory/blocks/ask-block';
import { managedListOf, readingsOf } from '#lib/engine/directory/directory';
import { askWithRetries } from '#lib/engine/directory/retries';
import type { StatusAccount, StatusParts, StatusReading } from '#lib/engine/directory/statuses/status-parts';
import { sweepAccounts } from '#lib/engine/directory/sweep';

/** The number of accounts on a page of the list of managed accounts [LIVE]. */
const pageSize = 100;

/** The reason why the accounts could not be asked about together. */
export type Unasked = Pick<Fault, 'message' | 'hint'>;

/**
 * Asks about the accounts together, and calls `onReading` with each answer. Returns why not all could be asked about;
 * null if all were. Even then some may be in no answer.
 */
export async function readTogether(
  accounts: readonly StatusAccount[],
  parts: StatusParts,
): Promise<Unasked | null> {
  if (accounts.length === 0) return null;
  const { organisationId, store } = parts;
  if (organisationId === null) return noOrganisation;
  const total = managedListOf(store).state.whole?.totals.total;
  const pages = total === undefined ? Number.POSITIVE_INFINITY : Math.ceil(total / pageSize);
  if (pages < blockCount(accounts)) return readList(accounts, organisationId, parts);
  const fault = await readBlocks(accounts, organisationId, parts);
  // If the list has more pages than there are accounts, reading their profiles takes fewer requests.
  return fault !== null && isNotOffered(fault) ? readList(accounts, organisationId, parts) : fault;
}

const noOrganisation: Unasked = {
  message: 'The key does not say which organisation it belongs to, so accounts cannot be read together.',
  hint: '',
};

/** The number of questions that the search is asked about these accounts. */
function blockCount(accounts: readonly StatusAccount[]): number {
  const ways = newBlockWays();
  let count = 0;
  for (let rest = accounts; rest.length > 0; count += 1) {
    rest = rest.slice(chooseBlock(ways, rest).accounts.length);
  }
  return count;
}

async function readBlocks(
  accounts: readonly StatusAccount[],
  organisationId: string,
  parts: StatusParts,
): Promise<Fault | null> {
  const { signal, atlassian } = parts;
  const ways = newBlockWays();
  const asking: BlockParts = { ...parts, organisationId, ask: (send) => send(atlassian) };
  const retries = { ...parts, waiting: () => undefined };
  let rest = accounts;
  let fault: Fault | null = null;
  while (rest.length > 0 && ways.accountIds && !signal.aborted) {
    const block = chooseBlock(ways, rest);
    const answer = await askWithRetries(() => askBlock(asking, block, signal), retries);
    if (!answer.ok) {
      fault = answer.fault;
      if (fault.repeatable) return fault;
      noteFailure(ways, { way: block.way, repeatable: false, throttled: false }, 0);
      continue;
    }
    const at = Math.round(parts.clock.wall() - answer.tookMs);
    const reading: StatusReading = { source: 'users-search', at, active: [], inactive: [] };
    let found = 0;
    for (const { accountId, position } of block.accounts) {
      const said = answer.value.get(accountKey(accountId));
      if (said === undefined) continue;
      found += 1;
      for (const status of ['active', 'inactive'] as const) {
        if (readingBySearch(said, status) !== null) reading[status].push(position);
      }
    }
    if (!signal.aborted) parts.onReading(reading);
    noteFound(ways, { way: block.way, asked: block.accounts.length, found });
    rest = rest.slice(block.accounts.length);
  }
  return ways.accountIds ? null : fault;
}

/** Reads the whole list now, unless it has more pages than there are accounts. */
async function readList(
  accounts: readonly StatusAccount[],
  organisationId: string,
  parts: StatusParts,
): Promise<Unasked | null> {
  const { store, clock, signal } = parts;
  const begunAt = clock.wall();
  const tooLong = new AbortController();
  const part = await sweepAccounts(
    {
      ...parts,
      organisationId,
      signal: AbortSignal.any([signal, tooLong.signal]),
      waiting: () => undefined,
      progress(done, total) {
        if ((total ?? done) > pageSize * Math.max(1, accounts.length)) tooLong.abort();
      },
    },
    0,
  );
  if (signal.aborted) return null;
  for (const group of inGroups(accounts)) {
    const readings = readingsOf(
      store,
      group.map(({ accountId }) => accountId),
    );
    const byTime = new Map<number, StatusReading>();
    for (const { accountId, position } of group) {
      const listed = readings
        .get(accountKey(accountId))
        ?.find(({ source, at }) => source === 'managed-accounts' && at >= begunAt);
      const status = listed === undefined ? 'odd' : readAccountStatus(listed.facts.status ?? null);
      if (listed === undefined || status === 'odd') continue;
      const reading = byTime.get(listed.at) ?? newListed(listed.at);
      byTime.set(listed.at, reading);
      reading[status].push(position);
    }
    for (const reading of byTime.values()) parts.onReading(reading);
  }
  if (part.state === 'known' || part.state === 'never') return null;
  return { message: part.message, hint: part.hint };
}

function newListed(at: number): StatusReading {
  return { source: 'managed-accounts', at, active: [], inactive: [] };
}
