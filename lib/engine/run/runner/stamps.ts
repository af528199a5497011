/** Puts Atlassian's own date and trace ID on an outcome, from the answer that settled it. */
import { actTerms } from '#lib/domain/outcome/act';
import type { AnswerStamp } from '#lib/domain/outcome/answer';
import type { RunEvent } from '#lib/domain/run/events';
import type { StepParts } from '#lib/engine/run/runner/step-parts';

type Settled = Extract<RunEvent, { type: 'settled' }>;

/** The same parts for one step: what it hears is noted, and what it records as settled has the stamp of it. */
export function withStamps(parts: StepParts): StepParts {
  let heard: { status: number | null; stamp: AnswerStamp | undefined }[] = [];

  function stamped(event: Settled): Settled {
    const { already, confirmed } = actTerms[parts.state.act];
    const byReading = event.outcome === already || event.outcome === confirmed;
    // A refusal may be followed by a reading: the one with the status that is reported is meant.
    const meant = byReading ? undefined : heard.findLast(({ status }) => status === event.status);
    const stamp = (meant ?? heard.at(-1))?.stamp;
    return stamp ? { ...event, stamp } : event;
  }

  return {
    ...parts,
    async timed(work) {
      const answer = await parts.timed(work);
      heard.push({ status: answer.ok ? answer.status : answer.fault.status, stamp: answer.stamp });
      return answer;
    },
    mayCall(accountId) {
      const refusal = parts.mayCall(accountId);
      // Then it is Lockstep that settles it, and no answer.
      if (refusal !== null) heard = [];
      return refusal;
    },
    record: (event) => parts.record(event.type === 'settled' ? stamped(event) : event),
  };
}
