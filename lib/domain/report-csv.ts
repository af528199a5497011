/** The report as a CSV for spreadsheets: escaped against formulas, UTF-8 with BOM, CRLF. */
import { dryRunMark } from '#lib/domain/act';
import { guardCell } from '#lib/domain/csv-writing';
import { outcomeLabels } from '#lib/domain/outcome';
import type { ReportRow } from '#lib/domain/report';

export const reportColumns = [
  'Account ID',
  'Name',
  'E-mail',
  'Outcome',
  'Reason',
  'HTTP status',
  'Attempts',
  'Time',
  'What to do',
  'Atlassian said',
  'Answered before the run',
] as const;

/** One line of the CSV, without its line end. */
function reportCsvLine(row: ReportRow, answered: string): string {
  const time = row.at === null ? '' : new Date(row.at).toISOString();
  const status = row.status === null ? '' : String(row.status);
  const cells = [
    row.accountId,
    row.name,
    row.email,
    row.dryRun ? `${dryRunMark}: ${outcomeLabels[row.outcome]}` : outcomeLabels[row.outcome],
    row.reason,
    status,
    String(row.attempts),
    time,
    row.cure,
    row.words ?? '',
    answered,
  ];
  return cells.map(csvCell).join(',');
}

/**
 * The whole file. `answered` is what the admin answered to what could not be checked, one sentence each: a table has no
 * place of its own for it, so that each row has it.
 */
export function reportCsv(rows: readonly ReportRow[], answered: readonly string[]): string {
  const said = answered.join(' ');
  const lines = [reportColumns.map(csvCell).join(','), ...rows.map((row) => reportCsvLine(row, said))];
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

/** One cell as it is written: without formulas, in quotes where it needs them. */
export function csvCell(text: string): string {
  const safe = guardCell(text);
  return /[",\r\n;\t]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}
