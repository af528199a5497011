/** The pace of a run as points to draw and as text to read. */

import { type IdleSpan, type Pace, sliceMs } from '#components/run/feed/pace.ts';
import { formatCount, formatDuration, formatQuantity } from '#components/shared/format.ts';

export interface PaceLine {
  /** Users a minute, one point a step, from the start to the end. */
  points: number[];
  /** The length of a step, in ms. */
  stepMs: number;
  top: number;
  /** The spans to shade, as shares of the whole width, 0 to 1. */
  shades: { why: IdleSpan['why']; from: number; to: number }[];
}

const mostPoints = 60;
/**
 * Minimum number of points to draw. With fewer, the maximum of users a minute would be a guess from parts of a step.
 */
const fewestPoints = 3;

/** Whether the run lasted long enough for a line. */
export function isDrawn({ points }: PaceLine): boolean {
  return points.length >= fewestPoints;
}

/** The line of a run that began at `startedAt`, up to `until` (both ms since the epoch). */
export function paceLine(pace: Pace, startedAt: number, until: number): PaceLine {
  const span = Math.max(sliceMs, until - startedAt);
  const slicesPerStep = Math.max(1, Math.ceil(span / sliceMs / mostPoints));
  const stepMs = slicesPerStep * sliceMs;
  const points = new Array<number>(Math.ceil(span / stepMs)).fill(0);
  for (const [slice, users] of pace.slices) {
    const step = Math.min(points.length - 1, Math.floor(slice / slicesPerStep));
    points[step] = (points[step] ?? 0) + users;
  }
  const perMinute = points.map((users, step) => {
    // The last step is not over. Counted as a whole one, it would look like a fall.
    const lasted = step === points.length - 1 ? span - step * stepMs : stepMs;
    return (users * 60_000) / Math.max(lasted, sliceMs);
  });
  const place = (at: number) => Math.min(1, Math.max(0, (at - startedAt) / span));
  const shades = pace.idleSpans.map(({ why, from, to }) => ({
    why,
    from: place(from),
    to: place(to ?? until),
  }));
  return { points: perMinute, stepMs, top: Math.max(1, ...perMinute), shades };
}

const times = (count: number): string => (count === 1 ? 'once' : formatQuantity(count, 'time'));

/**
 * The pace in a sentence, for screen readers too; empty if there is nothing to say. It omits the speed of a run that
 * goes on, which stands under the progress bar.
 */
export function paceLabel(pace: Pace, line: PaceLine, ended: boolean, until: number): string {
  const asked = pace.idleSpans.filter(({ why }) => why === 'asked');
  const askedMs = asked.reduce((sum, { from, to }) => sum + (to ?? until) - from, 0);
  const parts: string[] = [];
  if (ended && isDrawn(line)) parts.push(`at most ${formatCount(Math.round(line.top))} users a minute`);
  if (asked.length > 0) {
    parts.push(`waited ${times(asked.length)} for Atlassian’s rate limit, ${formatDuration(askedMs)} in all`);
  }
  if (pace.pauses > 0) parts.push(`paused ${times(pace.pauses)}`);
  const sentence = parts.join('; ');
  return sentence && `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}
