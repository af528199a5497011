/**
 * The report as one page to read, print and file. It has no script and loads nothing; all foreign text is escaped.
 * Pure.
 */
import { dryRunMark } from '#lib/domain/outcome/act';
import { outcomeLabels } from '#lib/domain/outcome/outcome';
import type { Plan } from '#lib/domain/plan/plan';
import type { ReportRow } from '#lib/domain/report/report';
import type { ComparedHeadcount } from '#lib/domain/run/headcount';
import { unreadNote } from '#lib/domain/run/unread';
import { partsOf } from '#lib/domain/text/odd-characters';
import { readLink } from '#lib/domain/text/outside-link';
import { inGroups } from '#lib/domain/text/pieces';

/** Everything that the page shows. */
interface HtmlReport {
  number: number;
  /** The status of the run in one line. */
  line: string;
  dryRun: boolean;
  plan: Plan;
  /** Ms since the epoch. */
  startedAt: number | null;
  endedAt: number | null;
  /** Why it ended early, in a sentence or two; empty if it did not. */
  endedWhy: string;
  activeAccounts: readonly ComparedHeadcount[];
  /** The offset of Atlassian's clock from this computer's, in a sentence; empty if not known. */
  clocks: string;
  /** The result of checking the journal, in a sentence. */
  journal: string;
  /** Whether plan and journal still match what was sealed and written (`asSealed`). */
  sealed: string;
  /** How they differ, one sentence each. */
  differences: readonly string[];
  /** The notice in a report made before the end of the run (`unfinishedText`); empty after the end. */
  unfinished: string;
  /** The plan's questions with the admin's answers, one sentence each. */
  answered: readonly string[];
  /** For a dry run: what would keep the real run from starting, one sentence each. */
  wouldStop: readonly string[];
  /** How many users were called without having been read, and how many users there are. */
  unread: number;
  users: number;
  rows: Iterable<ReportRow>;
}

/** The content security policy: a header for the browser, and a tag in the page for when it is a file. */
export const reportPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

const moments = { before: 'before', 'after-canary': 'after the first user', end: 'at the end' } as const;

/** The whole page in UTF-8, in pieces that make up its text. */
export function* reportHtml(report: HtmlReport): Generator<string> {
  yield beginning(report);
  for (const group of inGroups(report.rows)) yield `${group.map(row).join('\n')}\n`;
  yield '</tbody>\n</table>\n</body>\n</html>\n';
}

function beginning(report: HtmlReport): string {
  const { number, line, dryRun, plan, unread } = report;
  const title = `Run ${number}: ${line}`;
  const { exceeded = null, raisedBecause = null } = plan.terms?.sizeLimit ?? {};
  const facts: [string, string][] = [
    ['Organisation', plan.organisationName],
    ['From', plan.rosterName],
    ['Users', String(plan.count)],
    ['Started', time(report.startedAt)],
    ['Ended', report.endedAt === null ? 'NOT YET' : time(report.endedAt)],
    ...(report.endedWhy === '' ? [] : ([['Why it ended', report.endedWhy]] as [string, string][])),
    ...(unread === 0
      ? []
      : ([['Called without reading', `${unread} of ${report.users} users: ${unreadNote}`]] as [
          string,
          string,
        ][])),
    ...report.activeAccounts.map(headcount),
    ...(raisedBecause
      ? ([['Beyond the size limit', `${exceeded ?? ''} ${raisedBecause}`]] as [string, string][])
      : []),
    ...report.answered.map((text): [string, string] => ['Could not be checked', text]),
    ...report.wouldStop.map((text): [string, string] => ['Would stop the real run', text]),
    ...(report.clocks === '' ? [] : ([['Clocks', report.clocks]] as [string, string][])),
    ['Plan (SHA-256)', plan.digest],
    ['As sealed', report.sealed],
    ['Journal', report.journal],
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(reportPolicy.replace('; sandbox', ''))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${shown(title)}</title>
<style>${style}</style>
</head>
<body>
${dryRun ? `<p class="mark">${dryRunMark}: nobody was called.</p>\n` : ''}${changed(report.differences)}${beforeEnd(report.unfinished)}<h1>${shown(title)}</h1>
<dl>${facts.map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${shown(value)}</dd>`).join('')}</dl>
<table>
<thead><tr><th>#</th><th>User</th><th>Outcome</th><th>Why</th><th>Time</th></tr></thead>
<tbody>
`;
}

/** The warning at the top: which parts of this report cannot be trusted. */
function changed(differences: readonly string[]): string {
  if (differences.length === 0) return '';
  return `<p class="mark">This run is NOT as it was sealed and written. ${shown(differences.join(' '))}</p>\n`;
}

function beforeEnd(unfinished: string): string {
  return unfinished === '' ? '' : `<p class="mark">${escaped(unfinished)}</p>\n`;
}

function row(user: ReportRow): string {
  const mark = user.dryRun ? `${dryRunMark}: ` : '';
  const why = [user.reason, user.hint].filter(Boolean).map((text) => shown(text));
  if (user.detail) why.push(`Atlassian said: <q>${shown(user.detail)}</q>`);
  if (user.unread) why.push(unreadNote);
  const link = readLink(user.link);
  if (link) why.push(`Go to: <a href="${escaped(link)}" rel="noreferrer">${escaped(link)}</a>`);
  const who = [shown(user.name), shown(user.email, true)].filter(Boolean).join('<br>');
  const when = [user.at === null ? '' : time(user.at), user.trace ? `<code>${shown(user.trace)}</code>` : ''];
  return `<tr><td>${user.number}</td><td>${who}<br><code>${shown(user.accountId)}</code></td><td>${mark}${escaped(outcomeLabels[user.outcome])}</td><td>${why.join('<br>')}</td><td>${when.filter(Boolean).join('<br>')}</td></tr>`;
}

function headcount({ moment, active, expected, matches, message }: ComparedHeadcount): [string, string] {
  const name = `Active accounts ${moments[moment]}`;
  if (active === null) return [name, message];
  if (matches === null) return [name, String(active)];
  return [name, `${active}, ${matches ? 'as expected' : `${expected} expected`}`];
}

function time(at: number | null): string {
  return at === null ? '–' : new Date(at).toISOString();
}

/** Escapes a text, isolates its writing direction from the surroundings, and makes odd characters visible. */
function shown(text: string, address = false): string {
  if (text === '') return '';
  const parts = partsOf(text, address).map(({ text: part, odd }) => {
    if (odd === null) return escaped(part);
    return `<mark title="${escaped(odd.label)}">${odd.kind === 'hidden' ? odd.code : escaped(part)}</mark>`;
  });
  return `<bdi>${parts.join('')}</bdi>`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

const style = `
:root { color-scheme: light dark; }
body { font: 14px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; }
h1 { font-size: 1.25rem; }
.mark { border: 2px solid; font-weight: 700; padding: .5rem .75rem; }
dl { display: grid; gap: .125rem 1.5rem; grid-template-columns: max-content minmax(0, 1fr); }
dt { opacity: .7; }
dd { margin: 0; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid #8886; overflow-wrap: anywhere; padding: .375rem .5rem; text-align: left; vertical-align: top; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
code { font-size: .85em; opacity: .8; }
`;
