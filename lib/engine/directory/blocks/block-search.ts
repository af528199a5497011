/** Asks the search about blocks of accounts, and learns from each answer whether and how to ask it again. */
import { type AccountKey, accountKey } from '#lib/domain/account/account-id';
import {
  type BlockWay,
  chooseBlock,
  mayAsk,
  mostInBlock,
  newBlockWays,
  noteFailure,
  noteFound,
  noteLag,
} from '#lib/domain/directory/block-ways';
import type { Answer, Fault } from '#lib/domain/outcome/answer';
import type { DirectoryUser } from '#lib/engine/atlassian-shapes';
import { askBlock, type BlockAccount, type BlockParts } from '#lib/engine/directory/blocks/ask-block';
import type { Clock } from '#lib/engine/ports';

/** Maximum time to wait for a block, in ms. Then the profiles are read. */
const timeoutMs = 10_000;

/** The parts that asking for blocks needs. */
export interface BlockSearchParts extends Omit<BlockParts, 'organisationId' | 'clock'> {
  /** Null if it is not known: then nothing may be asked. */
  organisationId: string | null;
  clock: Clock;
}

/** A question about a block of accounts. */
interface BlockQuestion {
  way: BlockWay;
  accounts: readonly BlockAccount[];
  /** An account that the run changed a while ago; its status shows whether the search lags. Null for none. */
  lagCheck: BlockAccount | null;
  /** The status that the checked account had before its change. */
  from: 'active' | 'inactive';
}

/**
 * The result of a question. `users`: those of its accounts that the search names once. `wait`: Atlassian answered 429.
 * `nothing`: the search failed, lags, or did not answer in time.
 */
type BlockAnswer =
  | { says: 'users'; users: ReadonlyMap<AccountKey, DirectoryUser>; tookMs: number }
  | { says: 'wait'; fault: Fault; tookMs: number }
  | { says: 'nothing' };

/** The search for blocks of one organisation, with what was learnt about it. */
export class BlockSearch {
  private readonly ways = newBlockWays();

  constructor(private readonly parts: BlockSearchParts) {}

  /** Whether a block may be asked for now. */
  mayAsk(): boolean {
    return mayAsk(this.ways, this.parts.clock.monotonic());
  }

  /** Whether a block of so many candidates may be asked for by their addresses. */
  mayNeedAddresses(candidates: number): boolean {
    return this.ways.emails && candidates > mostInBlock['account-ids'];
  }

  /**
   * The accounts of the next block, from the front of `candidates`. `reserved` places are left for an account that
   * checks the lag.
   */
  choose<A extends BlockAccount>(candidates: readonly A[], reserved: 0 | 1) {
    return chooseBlock(this.ways, candidates, reserved);
  }

  /** Asks about a block, in one request. An abort of `stop` ends the question; so does the end of `timeoutMs`. */
  async ask(question: BlockQuestion, stop: AbortController): Promise<BlockAnswer> {
    const { way, accounts, lagCheck } = question;
    const organisationId = this.parts.organisationId ?? '';
    const asked = { way, accounts: lagCheck === null ? accounts : [...accounts, lagCheck] };
    const asking = askBlock({ ...this.parts, organisationId }, asked, stop.signal);
    const answer = await this.inTime(asking, stop);
    if (answer?.ok) return this.found(answer, question);
    const throttled = answer?.fault.code === 'rate-limited';
    const repeatable = answer?.fault.repeatable ?? true;
    noteFailure(this.ways, { way, repeatable, throttled }, this.parts.clock.monotonic());
    if (!answer || !throttled) return { says: 'nothing' };
    return { says: 'wait', fault: answer.fault, tookMs: answer.tookMs };
  }

  private found(
    { value: users, tookMs }: Extract<Answer<ReadonlyMap<AccountKey, DirectoryUser>>, { ok: true }>,
    { way, accounts, lagCheck, from }: BlockQuestion,
  ): BlockAnswer {
    const seen = lagCheck === null ? undefined : users.get(accountKey(lagCheck.accountId));
    if (seen?.accountStatus === from) {
      noteLag(this.ways, this.parts.clock.monotonic());
      return { says: 'nothing' };
    }
    noteFound(this.ways, { way, asked: accounts.length, found: users.size - (seen === undefined ? 0 : 1) });
    return { says: 'users', users, tookMs };
  }

  /** The answer; null if there is none in time. */
  private async inTime<T>(asking: Promise<T>, stop: AbortController): Promise<T | null> {
    const over = new AbortController();
    const giveUp = () => over.abort();
    stop.signal.addEventListener('abort', giveUp);
    const late = this.parts.clock.sleep(timeoutMs, over.signal).then(() => null);
    const answer = await Promise.race([asking, late]);
    over.abort();
    stop.signal.removeEventListener('abort', giveUp);
    if (answer === null) stop.abort();
    return answer;
  }
}
