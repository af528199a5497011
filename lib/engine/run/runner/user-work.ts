import type { AccountId } from '#lib/domain/account/account-id';
import { actTerms } from '#lib/domain/outcome/act';
import type { Answer, AnswerStamp } from '#lib/domain/outcome/answer';
import type { RunEvent } from '#lib/domain/run/events';
import { type Reading, readingOf } from '#lib/domain/run/judge/judge';
import { freshUser } from '#lib/domain/run/user';
import type { AccountProfile } from '#lib/engine/atlassian-shapes';
import type { Slot } from '#lib/engine/limiter/limiter';
import type { Atlassian } from '#lib/engine/ports';
import { type RequestKind, unsentAnswer } from '#lib/engine/run/runner/requests';
import { isLeaving, type RunContext } from '#lib/engine/run/runner/run-context';

type Settled = Extract<RunEvent, { type: 'settled' }>;

/**
 * One user in progress. Remembers the answers about the account, so that a settled outcome gets Atlassian's date and
 * trace ID from the answer that settled it.
 */
export class UserWork {
  /** Whether a request was not sent because the run paused or stopped. Then no event follows from it. */
  private unsent = false;
  private answers: { status: number | null; stamp: AnswerStamp | undefined }[] = [];

  constructor(
    readonly context: RunContext,
    readonly position: number,
    readonly accountId: AccountId,
    /** Whether a request that waits for the rate limit should still be sent. */
    private goesOn: () => boolean,
  ) {}

  /** The user in the form that the judging functions take. */
  get about() {
    const { state } = this.context;
    const { position } = this;
    return { act: state.act, position, progress: state.users.at(position) ?? freshUser(0) };
  }

  /** Sends a request about this user as soon as the rate limit allows it. */
  async ask<T>(kind: RequestKind, send: (atlassian: Atlassian) => Promise<Answer<T>>): Promise<Answer<T>> {
    const { context, goesOn } = this;
    const answer = await context.requests.timed(kind, () => send(context.atlassian), goesOn);
    this.unsent ||= answer === null;
    return answer === null ? unsentAnswer : this.hear(answer);
  }

  /** Makes the call of this user, for which there is a permission. */
  async call(slot: Slot, send: (atlassian: Atlassian) => Promise<Answer<null>>): Promise<Answer<null>> {
    const { context } = this;
    // The outcome of a call is recorded even if the run is being stopped.
    this.goesOn = () => !isLeaving(context);
    return this.hear(await context.requests.call(slot, () => send(context.atlassian)));
  }

  /** Reads the account. */
  async read(): Promise<Reading> {
    return readingOf(await this.profile());
  }

  /** Asks for the account's profile, and keeps it in the directory. */
  async profile(): Promise<Answer<AccountProfile>> {
    const answer = await this.ask('profile', (atlassian) => atlassian.profile(this.accountId));
    if (answer.ok) this.context.profiles.note(answer.value);
    return answer;
  }

  /** The reason why the account must not be called now; null if it may be. */
  reasonAgainst(): string | null {
    const reason = this.context.mayCall(this.accountId);
    // In that case Lockstep itself settles the user, and no answer does.
    if (reason !== null) this.answers = [];
    return reason;
  }

  /** Records an event about the user. Returns false if the run cannot continue, or if a request was not sent. */
  record(event: RunEvent): boolean {
    if (this.unsent) return false;
    return this.context.journal.record(event.type === 'settled' ? this.stamped(event) : event);
  }

  private hear<T>(answer: Answer<T>): Answer<T> {
    this.answers.push({ status: answer.ok ? answer.status : answer.fault.status, stamp: answer.stamp });
    return answer;
  }

  private stamped(event: Settled): Settled {
    const { already, confirmed } = actTerms[this.context.state.act];
    const byReading = event.outcome === already || event.outcome === confirmed;
    // A reading may follow a refusal. The stamp belongs to the answer with the reported status.
    const meant = byReading ? undefined : this.answers.findLast(({ status }) => status === event.status);
    const stamp = (meant ?? this.answers.at(-1))?.stamp;
    return stamp ? { ...event, stamp } : event;
  }
}
