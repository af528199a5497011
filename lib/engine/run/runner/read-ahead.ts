/**
 * Reads the accounts of the next users in blocks, ahead of their calls, with the age of each reading. The readings are
 * kept in memory only, so another process never bases calls on them.
 */
import { accountKey } from '#lib/domain/account/account-id';
import { type BlockWay, mostInBlock } from '#lib/domain/directory/block-ways';
import { actTerms } from '#lib/domain/outcome/act';
import type { Fault } from '#lib/domain/outcome/answer';
import { readingBySearch } from '#lib/domain/run/judge/searched';
import { canaryDone } from '#lib/domain/run/next/next-step';
import { newCallPace, noteCall, searchKeepsMs, usersInReach } from '#lib/domain/run/next/reach';
import type { RunState } from '#lib/domain/run/state';
import type { BlockAccount } from '#lib/engine/directory/blocks/ask-block';
import { BlockSearch, type BlockSearchParts } from '#lib/engine/directory/blocks/block-search';
import type { Clock } from '#lib/engine/ports';
import type { CalledEntries } from '#lib/engine/run/runner/called-entries';
import { LagChecks } from '#lib/engine/run/runner/lag-checks';
import type { Signal } from '#lib/engine/run/runner/signal';
import { now, stillGood, type TimedReading } from '#lib/engine/run/runner/timed-reading';
import type { Work } from '#lib/engine/run/runner/work';

/** The number of users of the plan that are looked at to find those of a block. */
const lookedAt = 400;

/** The parts that reading ahead needs. */
interface ReadAheadParts extends BlockSearchParts {
  state: RunState;
  entries: CalledEntries;
  gapMs: number;
  work: Work;
  news: Signal;
  /** The plan's e-mail addresses, by position, from the first to the last position. */
  addresses(first: number, last: number): ReadonlyMap<number, string>;
  mayCall(accountId: string): string | null;
  /** Whether an earlier run touched this account so recently that the search may not show it yet. */
  wasTouched(accountId: string): boolean;
  /** Whether the runner is stopping. */
  isLeaving(): boolean;
  /** Whether Atlassian allows a request besides those of the users at work. */
  hasRoom(): boolean;
  /** Ends the run's work because of a bug in Lockstep or of its storage. */
  fail(problem: unknown): void;
}

/** A question under way about some users. */
interface Block {
  stop: AbortController;
  isOver: boolean;
}

/** An answer of Atlassian that asks to wait. */
interface Throttled {
  fault: Fault;
  tookMs: number;
}

/** A user of a block. */
interface Candidate extends BlockAccount {
  position: number;
}

/**
 * The result of reading ahead for an account. `profile`: there is none, so the profile must be read. `again`: a block
 * was waited for, so the user's step begins again, which keeps the gap and the order of calls.
 */
type Ahead = TimedReading | 'profile' | 'again';

/** The readings ahead of a run. */
export class ReadAhead {
  private readonly kept = new Map<number, TimedReading>();
  private readonly asked = new Map<number, Block>();
  /** Positions of users whom the search did not find, or whose status in it must be confirmed by the profile. */
  private readonly unseen = new Set<number>();
  private readonly underWay = new Set<Promise<void>>();
  private readonly search;
  private readonly pace;
  private readonly lagChecks;
  /** A 429 for which the run does not wait yet. */
  private unreported: Throttled | null = null;
  private isEnded = false;

  constructor(private readonly parts: ReadAheadParts) {
    this.search = new BlockSearch(parts);
    this.pace = newCallPace(parts.gapMs);
    this.lagChecks = new LagChecks(parts.state);
  }

  /**
   * The reading on which a call of the user at this position may be based, if there is one or a block can be asked for.
   */
  async of(position: number): Promise<Ahead> {
    if (this.unreported !== null) return this.reportThrottled(this.unreported);
    if (!this.mayRead(position)) return 'profile';
    const kept = this.fresh(position);
    if (kept !== null) {
      this.readOn(position + 1);
      return kept;
    }
    if (this.unseen.delete(position)) return 'profile';
    const block = this.asked.get(position) ?? this.ask(position, 0);
    if (block === null) return 'profile';
    await this.over(block);
    return 'again';
  }

  /** Whether a block was answered with 429 and the run does not wait yet. The next user to be called makes it wait. */
  get isThrottled(): boolean {
    return this.unreported !== null;
  }

  /** Records that the call of a user begins now. A reading serves for one call only. */
  calls(position: number): void {
    const at = this.parts.clock.monotonic();
    this.kept.delete(position);
    this.lagChecks.note(position, at);
    noteCall(this.pace, at);
  }

  /** Aborts the questions under way. Resolves when none is left. */
  async end(): Promise<void> {
    this.isEnded = true;
    for (const block of this.asked.values()) block.stop.abort();
    await Promise.all(this.underWay);
  }

  /**
   * Whether the search may replace the profile of a user. Not for the canary, after any call, in a dry run, for an
   * account that an earlier run touched recently, or for a user who must not be called anyway.
   */
  private mayRead(position: number): boolean {
    const { state, organisationId, wasTouched, mayCall } = this.parts;
    if (organisationId === null || this.isEnded || state.act === 'dry-run' || !canaryDone(state))
      return false;
    const user = state.users.at(position);
    if (user && (user.attempt > 0 || user.doubts > 0 || user.outcome !== null)) return false;
    const accountId = this.idOf(position);
    return mayCall(accountId) === null && !wasTouched(accountId);
  }

  private idOf(position: number): string {
    return this.parts.entries.at(position)?.accountId ?? '';
  }

  /** A reading that is kept and not too old. */
  private fresh(position: number): TimedReading | null {
    const kept = this.kept.get(position);
    if (kept === undefined) return null;
    if (stillGood(kept, this.parts.clock)) return kept;
    this.kept.delete(position);
    return null;
  }

  /** The reading for all users until the run's wait is recorded. No request is sent until then. */
  private reportThrottled(throttled: Throttled): Ahead {
    this.parts.clock.soon(() => {
      if (this.unreported === throttled) this.unreported = null;
    });
    return notRead(throttled, this.parts.clock);
  }

  /** Asks for the next block while there are still some readings, so that no call waits for one. */
  private readOn(from: number): void {
    const { busy } = this.parts.work;
    if (!this.parts.hasRoom()) return;
    let spare = 0;
    for (const position of this.asked.keys()) if (!busy.has(position)) spare += 1;
    for (const position of this.kept.keys()) {
      // Enough readings are left, so the others need not be counted.
      if (spare > busy.size) return;
      if (!busy.has(position) && this.fresh(position) !== null) spare += 1;
    }
    if (spare <= busy.size) this.ask(from, spare);
  }

  /**
   * Asks for the users from a position on who will be called within a minute; `spare` of those before them are read.
   * Null if the search cannot be asked, or if the question would save nothing.
   */
  private ask(from: number, spare: number): Block | null {
    if (!this.goesOn() || !this.search.mayAsk()) return null;
    const most = Math.min(usersInReach(this.pace) - spare, mostInBlock.emails);
    const candidates = this.candidates(from, most);
    if (candidates.length < 2) return null;
    const lagCheck = this.lagChecks.due(this.parts.clock.monotonic());
    const chosen = { ...this.search.choose(candidates, lagCheck === null ? 0 : 1), lagCheck };
    const block: Block = { stop: new AbortController(), isOver: false };
    for (const { position } of chosen.accounts) this.asked.set(position, block);
    const work = this.carryOut(block, chosen).catch(this.parts.fail);
    this.underWay.add(work);
    void work.finally(() => {
      block.isOver = true;
      for (const { position } of chosen.accounts) this.asked.delete(position);
      this.underWay.delete(work);
      this.parts.news.notify();
    });
    return block;
  }

  /** The next users whose accounts have not been read, at most `most`, in the order of the plan. */
  private candidates(from: number, most: number): Candidate[] {
    const { work, entries } = this.parts;
    const positions: number[] = [];
    const end = Math.min(entries.length, from + lookedAt);
    for (let position = from; position < end && positions.length < most; position += 1) {
      const isUnderWay = position !== from && work.busy.has(position);
      if (isUnderWay || this.isSettled(position)) continue;
      if (this.mayRead(position)) positions.push(position);
    }
    const last = positions.at(-1);
    const byAddress = last !== undefined && this.search.mayNeedAddresses(positions.length);
    const addresses = byAddress ? this.parts.addresses(from, last) : new Map();
    return positions.map((position) => this.candidate(position, addresses));
  }

  /** Whether the account of a user was read, is being read, or must be read from its profile. */
  private isSettled(position: number): boolean {
    return this.asked.has(position) || this.unseen.has(position) || this.fresh(position) !== null;
  }

  private candidate(position: number, addresses: ReadonlyMap<number, string>): Candidate {
    return { position, accountId: this.idOf(position), email: addresses.get(position) || null };
  }

  /** Resolves when a block has ended, or when the run pauses or stops. */
  private async over(block: Block): Promise<void> {
    while (!block.isOver && this.goesOn()) await this.parts.news.next();
  }

  private goesOn(): boolean {
    const { state, isLeaving } = this.parts;
    return !this.isEnded && !isLeaving() && state.status === 'running';
  }

  private async carryOut(
    block: Block,
    chosen: { way: BlockWay; accounts: readonly Candidate[]; lagCheck: number | null },
  ): Promise<void> {
    const { way, accounts } = chosen;
    const from = actTerms[this.parts.state.act].goal === 'inactive' ? 'active' : 'inactive';
    const lagCheck = this.lagCheck(way, chosen.lagCheck);
    const answer = await this.search.ask({ way, accounts, lagCheck, from }, block.stop);
    if (this.isEnded) return;
    if (answer.says === 'wait') this.unreported = answer;
    if (answer.says !== 'users') return;
    const at = now(this.parts.clock, answer.tookMs);
    for (const account of accounts) {
      const said = answer.users.get(accountKey(account.accountId));
      const reading = said === undefined ? null : readingBySearch(said, from);
      if (reading === null) this.unseen.add(account.position);
      else this.kept.set(account.position, { reading, source: 'users-search', at, keepsMs: searchKeepsMs });
    }
  }

  /** An account that this run changed a while ago; its status shows whether the search lags. */
  private lagCheck(way: BlockWay, position: number | null): Candidate | null {
    if (position === null) return null;
    const lagCheck = this.candidate(
      position,
      way === 'emails' ? this.parts.addresses(position, position) : new Map(),
    );
    return way === 'emails' && lagCheck.email === null ? null : lagCheck;
  }
}

/** An account that was not read because Atlassian asks to wait. */
function notRead({ fault, tookMs }: Throttled, clock: Clock): TimedReading {
  const reading = { says: 'nothing', fault, tookMs } as const;
  return { reading, source: 'users-search', at: now(clock), keepsMs: searchKeepsMs };
}
