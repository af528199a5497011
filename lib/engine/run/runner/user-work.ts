import type { AccountId } from '#lib/domain/account/account-id';
import { actTerms } from '#lib/domain/outcome/act';
import type { Answer, AnswerStamp } from '#lib/domain/outcome/answer';
import type { RunEvent } from '#lib/domain/run/events';
import { type Reading, readingOf } from '#lib/domain/run/judge/judge';
import { freshUser } from '#lib/domain/run/user';
import type { Atlassian } from '#lib/engine/ports';
import type { RunContext } from '#lib/engine/run/runner/run-context';

type Settled = Extract<RunEvent, { type: 'settled' }>;

/**
 * One user under way in a run. What is asked about the account is remembered, and what is recorded as settled has
 * Atlassian's own date and trace ID, from the answer that settled it.
 */
export class UserWork {
  private heard: { status: number | null; stamp: AnswerStamp | undefined }[] = [];

  constructor(
    readonly context: RunContext,
    readonly position: number,
    readonly accountId: AccountId,
  ) {}

  /** The user as the judges are told of it. */
  get about() {
    const { state } = this.context;
    const { position } = this;
    return { act: state.act, position, progress: state.users[position] ?? freshUser(0) };
  }

  /** Sends a request about this user. */
  async ask<T>(send: (atlassian: Atlassian) => Promise<Answer<T>>): Promise<Answer<T>> {
    const { context } = this;
    const answer = await context.requests.timed(() => send(context.atlassian));
    this.heard.push({ status: answer.ok ? answer.status : answer.fault.status, stamp: answer.stamp });
    return answer;
  }

  /** Reads the account. */
  async read(): Promise<Reading> {
    return readingOf(await this.ask((atlassian) => atlassian.profile(this.accountId)));
  }

  /** Why the account must not be called at this moment; null where it may. */
  reasonAgainst(): string | null {
    const reason = this.context.mayCall(this.accountId);
    // Then it is Lockstep that settles it, and no answer.
    if (reason !== null) this.heard = [];
    return reason;
  }

  /** Notes what happened to the user; false where the run cannot go on. */
  record(event: RunEvent): boolean {
    return this.context.journal.record(event.type === 'settled' ? this.stamped(event) : event);
  }

  private stamped(event: Settled): Settled {
    const { already, confirmed } = actTerms[this.context.state.act];
    const byReading = event.outcome === already || event.outcome === confirmed;
    // A refusal may be followed by a reading: the one with the status that is reported is meant.
    const meant = byReading ? undefined : this.heard.findLast(({ status }) => status === event.status);
    const stamp = (meant ?? this.heard.at(-1))?.stamp;
    return stamp ? { ...event, stamp } : event;
  }
}
