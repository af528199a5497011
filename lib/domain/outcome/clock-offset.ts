/** Measures the offset of Atlassian's clock from this computer's, by the dates of its answers. Pure. */
import type { AnswerStamp } from '#lib/domain/outcome/answer';

/**
 * Atlassian's clock minus this computer's, in ms: the smallest and the largest value, each accurate to about a second.
 */
export interface ClockOffset {
  /** The number of answers that had a date. */
  answers: number;
  leastMs: number;
  mostMs: number;
}

/** Adds one answer. `Date` has whole seconds, so half a second is added as the best estimate. */
export function withStamp(offset: ClockOffset | null, { date, heardAt }: AnswerStamp): ClockOffset | null {
  if (date === undefined || heardAt === undefined) return offset;
  const ms = date + 500 - heardAt;
  if (offset === null) return { answers: 1, leastMs: ms, mostMs: ms };
  const { answers, leastMs, mostMs } = offset;
  return { answers: answers + 1, leastMs: Math.min(leastMs, ms), mostMs: Math.max(mostMs, ms) };
}

/** The offset as a sentence for reports; empty if no answer had a date. */
export function clockText(offset: ClockOffset | null): string {
  if (offset === null) return '';
  const { answers } = offset;
  const least = Math.round(offset.leastMs / 1_000);
  const most = Math.round(offset.mostMs / 1_000);
  const by = `by the dates of ${answers} ${answers === 1 ? 'answer' : 'answers'}`;
  const times = 'All times are those of this computer.';
  if (Math.max(Math.abs(least), Math.abs(most)) <= 1) {
    return `${times} Atlassian’s clock agreed with it to about a second, ${by}.`;
  }
  if (most - least <= 2) {
    const middle = Math.round((offset.leastMs + offset.mostMs) / 2_000);
    return `${times} Atlassian’s clock was ${apart(middle)}, to about a second, ${by}.`;
  }
  return `${times} Atlassian’s clock was between ${apart(least)} and ${apart(most)}, ${by}: one of the two clocks was changed, or answers were slow.`;
}

/** Summarises the stamps of a journal in a sentence or two; empty if no answer had a date or a trace ID. */
export function stampsText(stamps: Iterable<AnswerStamp>): string {
  let offset: ClockOffset | null = null;
  let traces = 0;
  for (const stamp of stamps) {
    offset = withStamp(offset, stamp);
    if (stamp.trace !== undefined) traces += 1;
  }
  if (offset === null && traces === 0) return '';
  const carry = traces === 1 ? '1 answer has' : `${traces} answers have`;
  return `${offset === null ? '' : `${spanText(offset)} `}${carry} a trace ID.`;
}

function spanText({ answers, leastMs, mostMs }: ClockOffset): string {
  const seconds = (ms: number) => `${Math.round(ms / 1_000)} s`;
  const by = `by the dates of ${answers} ${answers === 1 ? 'answer' : 'answers'}`;
  return `Atlassian’s clock minus this computer’s is ${seconds(leastMs)} at least and ${seconds(mostMs)} at most, ${by}.`;
}

function apart(seconds: number): string {
  if (seconds === 0) return 'equal';
  return `${Math.abs(seconds)} s ${seconds > 0 ? 'ahead' : 'behind'}`;
}
