/** The first part of the report page: the result, by reason, predicted against outcome, and over time. Pure. */
import { outcomeLabels, type ShownOutcome, shownKinds } from '#lib/domain/outcome/outcome';
import { leafLabels } from '#lib/domain/plan/leaf';
import { type Clock, escaped, shown, users } from '#lib/domain/report/page/markup';
import type { ReasonGroup, ReportTally } from '#lib/domain/report/tally';
import { whole } from '#lib/domain/text/whole';

/**
 * Reasons that are shown by themselves. Users with rarer ones are counted together, and listed below like all others.
 */
const mostReasons = 40;

/** The colour of an outcome in pictures and texts: a class of the style, and a variable of it. */
export function colourOf(outcome: ShownOutcome): { name: string; value: string } {
  switch (outcome) {
    case 'failed':
    case 'in-doubt':
    case 'not-read-back':
      return { name: 'red', value: 'var(--red)' };
    case 'refused':
    case 'skipped':
    case 'under-way':
      return { name: 'amber', value: 'var(--amber)' };
    case 'not-attempted':
    case 'already-inactive':
    case 'already-active':
      return { name: 'soft', value: 'var(--quiet)' };
    default:
      return { name: '', value: 'var(--done)' };
  }
}

/** A picture of the outcomes: one bar, with its numbers below. */
export function outcomesBar(tally: ReportTally, total: number): string {
  const parts = shownKinds
    .map((outcome) => ({ outcome, count: tally.count(outcome) }))
    .filter(({ count }) => count > 0);
  let left = 0;
  const bars = parts.map(({ outcome, count }) => {
    const width = (1_000 * count) / Math.max(1, total);
    const bar = `<rect x="${left.toFixed(2)}" y="0" width="${width.toFixed(2)}" height="20" fill="${colourOf(outcome).value}"/>`;
    left += width;
    return bar;
  });
  const said = parts.map(({ outcome, count }) => `${whole(count)} ${outcomeLabels[outcome].toLowerCase()}`);
  const legend = parts.map(
    ({ outcome }, at) =>
      `<li><svg width="9" height="9" aria-hidden="true"><rect width="9" height="9" fill="${colourOf(outcome).value}"/></svg>${said[at] ?? ''}</li>`,
  );
  return `<svg role="img" aria-label="${escaped(said.join(', '))}" viewBox="0 0 1000 20" width="1000" height="20" preserveAspectRatio="none">${bars.join('')}</svg>
<ul class="legend">${legend.join('')}<li class="soft">= ${users(total)}</li></ul>
`;
}

/** The users by outcome and reason, with what to do about each. */
export function byReason(tally: ReportTally): string {
  const groups = tally.reasons();
  const rest = groups.slice(mostReasons);
  const others = rest.reduce((sum, { count }) => sum + count, 0);
  const more =
    others === 0
      ? ''
      : `<tr><td class="number">${whole(others)}</td><td></td><td>${whole(rest.length)} other reasons, in the lists below</td><td></td></tr>`;
  return `<h2>By reason</h2>
<table class="cards">
<colgroup><col style="width:9%"><col style="width:18%"><col style="width:38%"><col style="width:35%"></colgroup>
<thead><tr><th class="number">Users</th><th>Outcome</th><th>Reason</th><th>What to do</th></tr></thead>
<tbody>${groups.slice(0, mostReasons).map(reasonRow).join('')}${more}</tbody>
</table>
`;
}

function reasonRow({ outcome, reason, hint, count }: ReasonGroup): string {
  return `<tr><td class="number">${whole(count)}</td><td class="${colourOf(outcome).name}">${escaped(outcomeLabels[outcome])}</td><td>${shown(reason)}</td><td class="soft">${shown(hint)}</td></tr>`;
}

/** The predictions of the sealed plan against what happened; empty if nothing was predicted. */
export function againstPrediction(tally: ReportTally): string {
  const groups = tally.predicted();
  if (groups.length === 0) return '';
  const rows = groups.map(({ predicted, count, asPredicted, otherwise }) => {
    const compared = asPredicted + otherwise > 0;
    const cell = (part: number) => (compared ? whole(part) : '–');
    return `<tr><td>${escaped(leafLabels[predicted])}</td><td class="number">${whole(count)}</td><td class="number">${cell(asPredicted)}</td><td class="number${otherwise > 0 ? ' amber' : ''}">${cell(otherwise)}</td></tr>`;
  });
  return `<section><h2>Predicted against outcome</h2>
<table>
<colgroup><col style="width:40%"><col style="width:15%"><col style="width:25%"><col style="width:20%"></colgroup>
<thead><tr><th>Predicted</th><th class="number">Users</th><th class="number">As predicted</th><th class="number">Otherwise</th></tr></thead>
<tbody>${rows.join('')}</tbody>
</table>
<p class="soft">${shown(unexpectedText(tally))}</p></section>
`;
}

/** `3 went another way than predicted: Ada Example, Ben Sample and 1 more.` */
function unexpectedText(tally: ReportTally): string {
  const { count, names } = tally.unexpected();
  if (count === 0) return 'Nobody went another way than predicted.';
  const more = count - names.length;
  return `${whole(count)} went another way than predicted: ${names.join(', ')}${more > 0 ? ` and ${whole(more)} more` : ''}.`;
}

/** A picture of how many users had an outcome at which time; empty if fewer than two have one. */
export function overTime(tally: ReportTally, total: number, clock: Clock): string {
  const times = tally.settledAt();
  const first = times[0] ?? 0;
  const last = times.at(-1) ?? 0;
  if (times.length < 2 || last === first) return '';
  const steps = Math.min(200, times.length);
  const points = Array.from({ length: steps }, (_, step) => {
    const at = Math.round((step * (times.length - 1)) / (steps - 1));
    const x = (400 * ((times[at] ?? first) - first)) / (last - first);
    const y = 100 - (100 * (at + 1)) / Math.max(1, total);
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
  const label = `${users(times.length)} had an outcome between ${clock.moment(first)} and ${clock.moment(last)}`;
  return `<section><h2>Over time</h2>
<svg role="img" aria-label="${escaped(label)}" viewBox="-2 -4 404 108" width="404" height="108"><line x1="0" y1="0" x2="400" y2="0" stroke="var(--line)"/><line x1="0" y1="100" x2="400" y2="100" stroke="var(--line)"/><polyline points="${points.join(' ')}" fill="none" stroke="var(--done)" stroke-width="2"/></svg>
<p class="soft">${escaped(`${whole(times.length)} of ${users(total)} had an outcome from ${clock.time(first, first)} to ${clock.time(last, first)} ${clock.zone(last)}.`)}</p></section>
`;
}
