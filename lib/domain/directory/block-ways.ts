/**
 * Chooses how the search is asked about a block of accounts, and when it is not asked. Some organisations and keys lack
 * the search, it may not find accounts, and it may lag. Pure; times are in ms on one monotonic clock.
 */
import { addressOf } from '#lib/domain/account/email-address';

/** The two ways to ask: by the accounts' IDs, or by their e-mail addresses. */
export type BlockWay = 'account-ids' | 'emails';

/** Maximum number of accounts in one question [SPEC]. */
export const mostInBlock: Readonly<Record<BlockWay, number>> = { 'account-ids': 10, emails: 100 };

/** Time for which the search is left alone after it has failed repeatedly, or when it lags. */
const restMs = 60_000;

/** Time for which the search is left alone after its first failure. */
const firstRestMs = 5_000;

/** Number of consecutive blocks that found less than half of their accounts, after which the search is given up. */
const poorBlocks = 3;

/** The behaviour of the search, as learnt since the program took the run up. */
interface BlockWays {
  /** The ways that may still be tried. */
  emails: boolean;
  accountIds: boolean;
  /** Number of consecutive blocks by account ID that found few accounts. */
  poor: number;
  /** Number of consecutive failures. */
  failures: number;
  /** The time before which no question is asked. */
  restUntil: number;
}

/** The initial state: both ways may be tried. */
export function newBlockWays(): BlockWays {
  return { emails: true, accountIds: true, poor: 0, failures: 0, restUntil: 0 };
}

/** Whether a block may be asked for now. */
export function mayAsk({ accountIds, restUntil }: BlockWays, now: number): boolean {
  return accountIds && now >= restUntil;
}

/**
 * The accounts of the next block, from the front of `candidates`, and how they are asked for. Addresses save requests
 * if each of more than ten accounts has one of its own. `reserved` places are left for other accounts.
 */
export function chooseBlock<A extends { email: string | null }>(
  ways: BlockWays,
  candidates: readonly A[],
  reserved = 0,
): { way: BlockWay; accounts: readonly A[] } {
  const few = mostInBlock['account-ids'] - reserved;
  const many = mostInBlock.emails - reserved;
  const addressed = ways.emails ? withAddresses(candidates.slice(0, many)) : [];
  if (addressed.length > few) return { way: 'emails', accounts: addressed };
  return { way: 'account-ids', accounts: candidates.slice(0, few) };
}

/** The accounts up to the first one without an address of its own. */
function withAddresses<A extends { email: string | null }>(candidates: readonly A[]): readonly A[] {
  const seen = new Set<string>();
  for (const [at, { email }] of candidates.entries()) {
    const address = addressOf(email ?? '');
    if (!/^[^\s@]+@[^\s@]+$/.test(address) || seen.has(address)) return candidates.slice(0, at);
    seen.add(address);
  }
  return candidates;
}

/** Learns from an answered block how useful the search is. */
export function noteFound(
  ways: BlockWays,
  { way, asked, found }: { way: BlockWay; asked: number; found: number },
): void {
  ways.failures = 0;
  const isPoor = 2 * found < asked;
  if (way === 'emails') {
    // The addresses of the file may have changed, or the search may not show them.
    if (isPoor) ways.emails = false;
    return;
  }
  ways.poor = isPoor ? ways.poor + 1 : 0;
  if (ways.poor >= poorBlocks) ways.accountIds = false;
}

/**
 * Learns from a block that failed. A search that the organisation or the key does not have is not asked again. A first
 * 429 does not count: the run waits as long as it asks.
 */
export function noteFailure(
  ways: BlockWays,
  { way, repeatable, throttled }: { way: BlockWay; repeatable: boolean; throttled: boolean },
  now: number,
): void {
  if (!repeatable) {
    // Atlassian may refuse one odd address and with it the question.
    if (way === 'emails') ways.emails = false;
    else ways.accountIds = false;
    return;
  }
  ways.failures += 1;
  if (throttled && ways.failures === 1) return;
  ways.restUntil = now + (ways.failures === 1 ? firstRestMs : restMs);
}

/** The search showed a change of this run too late. */
export function noteLag(ways: BlockWays, now: number): void {
  ways.restUntil = now + restMs;
}
