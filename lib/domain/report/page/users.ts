/** The lists of the report page: those who need attention with everything about them, all others in one line. Pure. */
import { dryRunMark } from '#lib/domain/outcome/act';
import { outcomeLabels, type ShownOutcome } from '#lib/domain/outcome/outcome';
import { type Clock, escaped, shown, users } from '#lib/domain/report/page/markup';
import { colourOf } from '#lib/domain/report/page/summary';
import { laterNote, verdictNote } from '#lib/domain/report/page/verification';
import type { ReportRow } from '#lib/domain/report/report';
import { isForAttention, type ReasonGroup, type ReportTally } from '#lib/domain/report/tally';
import { unreadNote } from '#lib/domain/run/unread';
import { readLink } from '#lib/domain/text/outside-link';
import { inGroups } from '#lib/domain/text/pieces';

/** The form of times in the lists. */
interface Times {
  clock: Clock;
  /** The time when the run started, ms since the epoch; null if it has not. */
  since: number | null;
}

/** Reasons that have a list of their own, and the number of users from which one has. */
const mostLists = 12;
const fewestInList = 3;

/**
 * The lists of those who need attention, in pieces; nothing if there are none. The users of each common reason are
 * together, and all others in one list with their reasons. `decided` says what was decided about them, in a sentence.
 */
export function* attentionLists(
  rows: () => Iterable<ReportRow>,
  tally: ReportTally,
  { times, decided }: { times: Times; decided: string },
): Generator<string> {
  if (tally.attention === 0) return;
  yield `<h2>${users(tally.attention)} to look at</h2>\n${decided === '' ? '' : `<p>${shown(decided)}</p>\n`}`;
  const groups = tally.reasons().filter(({ attention }) => attention > 0);
  const common = groups.filter(({ attention }) => attention >= fewestInList).slice(0, mostLists);
  for (const group of common) {
    yield `<h3><span class="${colourOf(group.outcome).name}">${escaped(outcomeLabels[group.outcome])}</span>: ${users(group.attention)}</h3>
<p>${[shown(group.reason), detailHtml(group.detail)].filter(Boolean).join(' ')}</p>
${shortTable(times)}`;
    const belongs = (row: ReportRow) => isForAttention(row) && isOf(group, row);
    yield* lines(rows(), belongs, (row) => shortRow(row, times, group.detail));
    yield '</tbody>\n</table>\n';
  }
  if (common.length === groups.length) return;
  const rare = (row: ReportRow) => isForAttention(row) && !common.some((group) => isOf(group, row));
  yield `${common.length === 0 ? '' : '<h3>For other reasons</h3>\n'}<table class="cards users">
<colgroup><col style="width:5%"><col style="width:40%"><col style="width:11%"><col style="width:34%"><col style="width:10%"></colgroup>
<thead><tr><th class="number">#</th><th>User</th><th>Outcome</th><th>Why</th><th class="number">${zoneOf(times)}</th></tr></thead>
<tbody>
`;
  yield* lines(rows(), rare, (row) => fullRow(row, times));
  yield '</tbody>\n</table>\n';
}

function isOf(group: ReasonGroup, { outcome, reason, hint }: ReportRow): boolean {
  return outcome === group.outcome && reason === group.reason && hint === group.hint;
}

/** The list of the others with this outcome, one line each, in pieces; nothing if there are none. */
export function* otherList(
  rows: Iterable<ReportRow>,
  { outcome, count, dryRun }: { outcome: ShownOutcome; count: number; dryRun: boolean },
  times: Times,
): Generator<string> {
  if (count === 0) return;
  yield `<h2>${escaped(labelOf({ outcome, dryRun }))}: ${users(count)}</h2>\n${shortTable(times)}`;
  const belongs = (row: ReportRow) => row.outcome === outcome && !isForAttention(row);
  yield* lines(rows, belongs, (row) => shortRow(row, times));
  yield '</tbody>\n</table>\n';
}

/** The beginning of a table of short rows. */
function shortTable(times: Times): string {
  return `<table class="cards users">
<colgroup><col style="width:5%"><col style="width:21%"><col style="width:31%"><col style="width:33%"><col style="width:10%"></colgroup>
<thead><tr><th class="number">#</th><th>Name</th><th>E-mail</th><th>Account ID</th><th class="number">${zoneOf(times)}</th></tr></thead>
<tbody>
`;
}

/** The lines of the rows that belong in a list, in pieces. A piece is empty if none of its rows belongs there. */
function* lines(
  rows: Iterable<ReportRow>,
  belongs: (row: ReportRow) => boolean,
  line: (row: ReportRow) => string,
): Generator<string> {
  for (const group of inGroups(rows)) {
    yield group
      .filter(belongs)
      .map((row) => `${line(row)}\n`)
      .join('');
  }
}

function fullRow(row: ReportRow, times: Times): string {
  const { number, name, email, accountId, reason, outcome } = row;
  const who = [
    [
      name === '' ? '' : `<strong>${shown(name)}</strong>`,
      `<span class="address">${shown(email, true)}</span>`,
    ],
    [`<code>${shown(accountId)}</code>`],
    [traceOf(row)],
  ].map((parts) => parts.filter(Boolean).join(' '));
  const why = [shown(reason), ...evidence(row), ...laterNotes(row, times)].filter(Boolean);
  return `<tr id="user-${number}"><td class="number soft">${number}</td><td>${who.filter(Boolean).join('<br>')}</td><td class="${colourOf(outcome).name}">${escaped(labelOf(row))}</td><td>${why.join('<br>')}</td><td class="number">${timeOf(row, times)}</td></tr>`;
}

/** A row of one line. `known` is the text of Atlassian that the list already shows for all its users. */
function shortRow(row: ReportRow, times: Times, known: string | null = null): string {
  const { number, name, email, accountId, detail } = row;
  const found = evidence({ ...row, detail: detail === known ? null : detail });
  if (isForAttention(row)) found.push(traceOf(row));
  found.push(...laterNotes(row, times));
  const notes = found.filter(Boolean).map((note) => `<br>${note}`);
  return `<tr id="user-${number}"><td class="number soft">${number}</td><td>${shown(name)}</td><td class="address">${shown(email, true)}</td><td><code>${shown(accountId)}</code>${notes.join('')}</td><td class="number">${timeOf(row, times)}</td></tr>`;
}

function traceOf({ trace }: ReportRow): string {
  return trace ? `<span class="soft">Trace ID <code>${shown(trace)}</code></span>` : '';
}

/** The verifications and decisions after the run, as HTML; a text is empty if there is nothing to say. */
function laterNotes(row: ReportRow, times: Times): string[] {
  return [verdictNote(row, times), laterNote(row, times), settledNote(row, times), dismissalNote(row, times)];
}

/** The later run that settled the user, as HTML; empty if none did. */
function settledNote({ settledInRun, settledAt }: ReportRow, { clock, since }: Times): string {
  if (settledInRun === null) return '';
  const when = settledAt === null ? '' : `, which ended ${clock.time(settledAt, since)}`;
  return escaped(`Settled in run ${settledInRun}${when}`);
}

/** The decision of the admin about the user, as HTML; empty without one. */
function dismissalNote(
  { dismissedBecause, dismissedBy, dismissedAt }: ReportRow,
  { clock, since }: Times,
): string {
  if (dismissedAt === null) return '';
  const by = dismissedBy === '' ? '' : ` · ${dismissedBy}`;
  return `Dismissed: ${shown(`${dismissedBecause}${by} · ${clock.time(dismissedAt, since)}`)}`;
}

/** The text of Atlassian's answer as HTML; empty if it has none. */
function detailHtml(detail: string | null): string {
  return detail ? `<span class="soft">Atlassian said: <q>${shown(detail)}</q></span>` : '';
}

/** Atlassian's text beyond the outcome, and whether the account was read before the call, as HTML. */
function evidence({ detail, unread, link: place }: ReportRow): string[] {
  const found = [detailHtml(detail)];
  if (unread) found.push(escaped(unreadNote));
  const link = readLink(place);
  if (link) found.push(`Go to: <a href="${escaped(link)}" rel="noreferrer">${escaped(link)}</a>`);
  return found.filter(Boolean);
}

function labelOf({ outcome, dryRun }: Pick<ReportRow, 'outcome' | 'dryRun'>): string {
  return dryRun ? `${dryRunMark}: ${outcomeLabels[outcome]}` : outcomeLabels[outcome];
}

function timeOf({ at }: ReportRow, { clock, since }: Times): string {
  return at === null ? '–' : escaped(clock.time(at, since));
}

function zoneOf({ clock, since }: Times): string {
  return escaped(clock.zone(since ?? 0));
}
