/**
 * The report as one page to read, print and file. It has no script and loads nothing; all foreign text is escaped.
 * Pure.
 */
import { dryRunMark } from '#lib/domain/outcome/act';
import { shownKinds } from '#lib/domain/outcome/outcome';
import type { Plan } from '#lib/domain/plan/plan';
import { whoAndWhyFacts } from '#lib/domain/plan/who-and-why';
import { completenessOf } from '#lib/domain/report/completeness';
import { completenessBlock, notCovered } from '#lib/domain/report/page/accounts-for';
import { auditLogBlock } from '#lib/domain/report/page/audit-log';
import { type Clock, clockIn, escaped, shown, users } from '#lib/domain/report/page/markup';
import { styleOf } from '#lib/domain/report/page/style';
import { againstPrediction, byReason, outcomesBar, overTime } from '#lib/domain/report/page/summary';
import { attentionLists, otherList } from '#lib/domain/report/page/users';
import { verificationBlock } from '#lib/domain/report/page/verification';
import type { ReportRow } from '#lib/domain/report/report';
import { ReportTally } from '#lib/domain/report/tally';
import type { ComparedHeadcount } from '#lib/domain/run/headcount';
import type { RunState } from '#lib/domain/run/state';
import { unreadNote } from '#lib/domain/run/unread';
import { type DecisionCounts, decisionText } from '#lib/domain/run/view/decisions';
import { keysOf } from '#lib/domain/run/view/keys';
import { inGroups, type Pieces } from '#lib/domain/text/pieces';

/** Everything that the page shows. */
interface HtmlReport {
  number: number;
  /** The result of the run in one line. */
  result: string;
  /** The status of the run in one line; empty if the result says it all. */
  line: string;
  dryRun: boolean;
  /** The notice in a redacted report; empty in a full one. */
  redaction: string;
  plan: Plan;
  /** The folded journal: what its verifications have found. */
  state: RunState;
  /** The positions that later runs settled. */
  settled: ReadonlyMap<number, unknown>;
  /** The decisions about users, as of `knownAt` (ms since the epoch); null if they are not known. */
  decided: (DecisionCounts & { knownAt: number }) | null;
  /** Ms since the epoch. */
  startedAt: number | null;
  endedAt: number | null;
  /** The reason why it ended early, in a sentence or two; empty if it did not. */
  endedWhy: string;
  activeAccounts: readonly ComparedHeadcount[];
  /** The offset of Atlassian's clock from this computer's, in a sentence; empty if not known. */
  clocks: string;
  /** The result of checking the journal, in a sentence. */
  journal: string;
  /** Whether plan and journal still match what was sealed and written (`asSealed`). */
  sealed: string;
  /** The differences, one sentence each. */
  differences: readonly string[];
  /** The notice in a report made before the end of the run (`unfinishedText`); empty after the end. */
  unfinished: string;
  /** The plan's questions with the admin's answers, one sentence each. */
  answered: readonly string[];
  /** For a dry run: what would keep the real run from starting, one sentence each. */
  wouldStop: readonly string[];
  /** The number of users who were called without having been read, and of all users. */
  unread: number;
  users: number;
  /** The rows from the first to the last, each time it is called. */
  rows: () => Iterable<ReportRow>;
  /** The time when the report was made, ms since the epoch, and the IANA name of the admin's time zone. */
  madeAt: number;
  timeZone: string;
}

/** The content security policy: a header for the browser, and a tag in the page for when it is a file. */
export const reportPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

const moments = { before: 'before', 'after-canary': 'after the first user', end: 'at the end' } as const;

/**
 * The whole page in UTF-8, in pieces that make up its text. The rows are read several times: to count them, and once
 * for each list.
 */
export function* reportHtml(report: HtmlReport): Generator<string> {
  const clock = clockIn(report.timeZone);
  const tally = new ReportTally();
  for (const _ of tallied(tally, report.rows())) yield '';
  const times = { clock, since: report.startedAt };
  yield beginning(report, clock);
  yield outcomesBar(tally, report.users);
  yield byReason(tally);
  yield `<div class="columns">${againstPrediction(tally)}${overTime(tally, report.users, clock)}</div>\n`;
  yield about(report, tally, clock);
  yield* attentionLists(report.rows, tally, { times, decided: decidedText(report, clock) });
  for (const outcome of shownKinds) {
    const count = tally.others(outcome);
    yield* otherList(report.rows(), { outcome, count, dryRun: report.dryRun }, times);
  }
  yield '</body>\n</html>\n';
}

function* tallied(tally: ReportTally, rows: Iterable<ReportRow>): Pieces<void> {
  for (const group of inGroups(rows)) {
    for (const row of group) tally.add(row);
    yield;
  }
}

function beginning(report: HtmlReport, clock: Clock): string {
  const { number, result, line, dryRun, redaction, plan, startedAt } = report;
  const day = startedAt === null ? '' : `, ${clock.day(startedAt)}`;
  // Short, since a browser shows it on a tab. The result is the heading.
  const title = `${plan.organisationName}, run ${number}${day}`;
  const foot = `Lockstep · Run ${number} · ${plan.organisationName} · ${plan.rosterName}`;
  const when = startedAt === null ? '' : ` · ${clock.moment(startedAt)}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(reportPolicy.replace('; sandbox', ''))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${styleOf(foot)}</style>
</head>
<body>
${dryRun ? `<p class="mark">${dryRunMark}: nobody was called.</p>\n` : ''}${redaction === '' ? '' : `<p class="mark">${escaped(redaction)}</p>\n`}${changed(report.differences)}${beforeEnd(report.unfinished)}<p class="soft">Lockstep run report · ${shown(plan.organisationName)}${escaped(when)}</p>
<h1>${shown(`Run ${number}: ${result}`)}</h1>
${line === '' ? '' : `<p class="soft">${shown(line)}</p>\n`}`;
}

/** The facts about the run: operator, times, plan and journal. */
function about(report: HtmlReport, tally: ReportTally, clock: Clock): string {
  const { plan, startedAt, endedAt, unread } = report;
  const { exceeded = null, raisedBecause = null } = plan.terms?.sizeLimit ?? {};
  const run: Fact[] = [
    ['Organisation', plan.organisationName],
    ['From', plan.rosterName],
    ['Users', users(plan.count)],
    ...whoAndWhyFacts(plan),
    ['Resumed with', laterKeys(report, clock)],
    ['Started', startedAt === null ? '–' : clock.moment(startedAt)],
    ['Ended', endedAt === null ? 'NOT YET' : clock.moment(endedAt)],
    ['Why it ended', report.endedWhy],
    ['Called without reading', unread === 0 ? '' : `${unread} of ${report.users} users: ${unreadNote}`],
    ['Read before the call', readText(tally)],
    ['Decisions', decidedText(report, clock)],
    ['Beyond the size limit', raisedBecause ? `${exceeded ?? ''} ${raisedBecause}` : ''],
  ];
  const proof: Fact[] = [
    ['As sealed', report.sealed],
    ['Journal', report.journal],
    ['Plan (SHA-256)', plan.digest],
    ['Clocks', report.clocks],
    ['Report made', clock.moment(report.madeAt)],
  ];
  const asked: Fact[] = [
    ...report.answered.map((text): Fact => [answerLabel, text]),
    ...report.wouldStop.map((text): Fact => ['Would stop the real run', text]),
  ];
  const questions =
    asked.length === 0 ? '' : `<h2>Questions and answers before the run</h2>\n${listOf(asked)}\n`;
  const counted = completenessOf(plan, { called: tally.called, count: (outcome) => tally.count(outcome) });
  const complete = completenessBlock(counted, report.activeAccounts.map(headcount));
  const read = `${verificationBlock(report.state, report.settled, clock)}${auditLogBlock(report.state, clock)}`;
  return `<div class="columns"><div>${complete}${notCovered}</div><div>${read}</div></div>
${questions}<div class="columns"><section><h2>This run</h2>
${listOf(run)}</section><section><h2>Integrity</h2>
${listOf(proof)}</section></div>
`;
}

/** `2 need a decision · 1 settled in run 3, as of 27 Nov 2026, 14:02:11 UTC.`; empty if nobody has or needs one. */
function decidedText({ decided }: HtmlReport, clock: Clock): string {
  const said = decided === null ? '' : decisionText(decided);
  return decided === null || said === '' ? '' : `${said}, as of ${clock.moment(decided.knownAt)}.`;
}

/** The keys other than that of the plan, each with the time from which it was used; empty if there is none. */
function laterKeys({ plan, state }: HtmlReport, clock: Clock): string {
  const later = keysOf(plan, state).flatMap(({ tail, since }) =>
    since === null ? [] : [`key …${tail}, from ${clock.moment(since)}`],
  );
  return later.join('; ');
}

/** `180 users by Atlassian’s search, 20 users by their profile; at most 34 s before.`; empty if nobody was read. */
function readText(tally: ReportTally): string {
  const { counts, oldestMs } = tally.readings();
  if (counts.size === 0) return '';
  const by = { profile: 'their profile', 'users-search': 'Atlassian’s search' };
  const parts = [...counts].map(([source, count]) => `${users(count)} by ${by[source]}`);
  return `${parts.join(', ')}; at most ${Math.ceil(oldestMs / 1_000)} s before.`;
}

/** The label of an answer that the admin gave before the run. */
const answerLabel = 'Answered';

/**
 * Texts of earlier builds of the same report version, by the text that the page has now. A report with the earlier text
 * counts as equal. No text of a run or a user can be confused with them, since those are escaped.
 */
export const formerTexts: ReadonlyMap<string, string> = new Map([
  [term(answerLabel), term('Could not be checked')],
]);

function term(name: string): string {
  return `<dt>${escaped(name)}</dt>`;
}

/** A name and its value; one with an empty value is omitted. */
type Fact = [name: string, value: string];

function listOf(facts: readonly Fact[]): string {
  const told = facts.filter(([, value]) => value !== '');
  return `<dl>${told.map(([name, value]) => `${term(name)}<dd>${shown(value)}</dd>`).join('')}</dl>`;
}

/** The warning at the top: which parts of this report cannot be trusted. */
function changed(differences: readonly string[]): string {
  if (differences.length === 0) return '';
  return `<p class="mark">This run is NOT as it was sealed and written. ${shown(differences.join(' '))}</p>\n`;
}

function beforeEnd(unfinished: string): string {
  return unfinished === '' ? '' : `<p class="mark">${escaped(unfinished)}</p>\n`;
}

function headcount({ moment, active, expected, matches, message }: ComparedHeadcount): Fact {
  const name = `Active accounts ${moments[moment]}`;
  if (active === null) return [name, message];
  if (matches === null) return [name, String(active)];
  return [name, `${active}, ${matches ? 'as expected' : `${expected} expected`}`];
}
