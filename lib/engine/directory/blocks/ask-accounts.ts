/** Asks what Atlassian says now of a few accounts: by the search in blocks, else by the profile of each. */
import { parseAccountId } from '#lib/domain/account/account-id';
import { mostInBlock } from '#lib/domain/directory/block-ways';
import type { AccountReading } from '#lib/domain/directory/reading';
import type { Answer } from '#lib/domain/outcome/answer';
import { askBlock } from '#lib/engine/directory/blocks/ask-block';
import { askWithRetries } from '#lib/engine/directory/retries';
import type { Sweep } from '#lib/engine/directory/sweep';
import { ofProfile } from '#lib/engine/directory/to-readings';
import { inParallel } from '#lib/engine/turns';

/** Maximum number of questions under way. The limiter decides how many of them are sent. */
const mostAtOnce = 8;

/** The number of requests that asking about `count` accounts takes. */
export function requestsFor(count: number, isSearchable: boolean): number {
  return isSearchable ? Math.ceil(count / mostInBlock['account-ids']) : count;
}

/**
 * Reads and stores the status, name and address of each account. Ends at the first question that Atlassian does not
 * answer; facts that were not read again keep their age. `isSearchable`: whether the organisation can be searched.
 */
export async function askAccounts(
  sweep: Sweep,
  accountIds: readonly string[],
  isSearchable: boolean,
): Promise<void> {
  const { signal, progress } = sweep;
  let isRefused = false;
  let asked = 0;
  progress(0, accountIds.length);
  await inParallel(
    blocksOf(accountIds, isSearchable ? mostInBlock['account-ids'] : 1),
    async (block) => {
      const ask = () => (isSearchable ? askSearch(sweep, block) : askProfile(sweep, block));
      const answer = await askWithRetries(ask, sweep);
      if (!answer.ok && answer.fault.owner !== 'user') isRefused = true;
      asked += block.length;
      progress(asked, accountIds.length);
    },
    () => (signal.aborted || isRefused ? 0 : mostAtOnce),
  );
}

function blocksOf(accountIds: readonly string[], size: number): string[][] {
  const blocks: string[][] = [];
  for (let at = 0; at < accountIds.length; at += size) blocks.push(accountIds.slice(at, at + size));
  return blocks;
}

function askSearch(
  { atlassian, organisationId, store, clock, signal }: Sweep,
  block: readonly string[],
): Promise<Answer<unknown>> {
  const accounts = block.map((accountId) => ({ accountId, email: null }));
  const parts = {
    organisationId,
    store,
    clock,
    ask: <T>(send: (client: typeof atlassian) => Promise<Answer<T>>) => send(atlassian),
    learnt: () => undefined,
  };
  return askBlock(parts, { way: 'account-ids', accounts }, signal);
}

async function askProfile(
  { atlassian, store, clock, signal }: Sweep,
  [accountId = '']: readonly string[],
): Promise<Answer<unknown>> {
  const id = parseAccountId(accountId);
  if (id === null) return { ok: true, value: null, status: 200, tookMs: 0 };
  const answer = await atlassian.profile(id, signal);
  const readings: AccountReading[] = answer.ok ? [ofProfile(answer.value, clock.wall())] : [];
  store.save(readings);
  return answer;
}
