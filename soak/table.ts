/** The table in docs/reliability.md: adds a row for a soak, and updates the sums. */
import { diskFaultKinds, diskFaultLabels } from '#test/kill/disk-faults';

/** The counts of one soak. */
export interface SoakRow {
  /** `2026-01-31`. */
  date: string;
  /** Short; with a mark if the working tree was changed. */
  commit: string;
  minutes: number;
  modelRuns: number;
  kills: number;
  faults: Partial<Record<(typeof diskFaultKinds)[number], number>>;
  called: number;
  violations: number;
  /** The first and the last one. */
  seeds: readonly [number, number];
}

/** The targets of the table. */
const wanted = { kills: 10_000, faults: 1_000 };

const columns = [
  'Date',
  'Commit',
  'Minutes',
  'Model runs',
  'Kills',
  ...diskFaultKinds.map((kind) => `Disk: ${diskFaultLabels[kind]}`),
  'Users called',
  'Violations',
  'Seeds',
] as const;
const counted = columns.slice(3, -1);
const begin = '<!-- soak: this part is written by npm run soak -->';
const end = '<!-- /soak -->';

/** The page with the row added at the end of the table and the sums updated; null if the page has no such table. */
export function withRow(page: string, row: SoakRow): string | null {
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from < 0 || to < from) return null;
  const before = page
    .slice(from, to)
    .split('\n')
    .filter((line) => /^\| \d{4}-/.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  const rows = [...before, cells(row)];
  const line = (of: readonly string[]) => `| ${of.join(' | ')} |`;
  const table = [line(columns), line(columns.map(() => '---')), ...rows.map(line)];
  const part = [begin, '', sums(rows), '', ...table, '', ''].join('\n');
  return page.slice(0, from) + part + page.slice(to);
}

function cells(row: SoakRow): string[] {
  return [
    row.date,
    row.commit,
    String(Math.round(row.minutes)),
    number(row.modelRuns),
    number(row.kills),
    ...diskFaultKinds.map((kind) => number(row.faults[kind] ?? 0)),
    number(row.called),
    number(row.violations),
    `${row.seeds[0]} to ${row.seeds[1]}`,
  ];
}

const number = (value: number) => value.toLocaleString('en-GB');

function sums(rows: readonly (readonly string[])[]): string {
  const sum = (name: string) => {
    const at = columns.indexOf(name);
    return rows.reduce((all, row) => all + Number((row[at] ?? '').replaceAll(',', '')), 0);
  };
  const all = new Map(counted.map((name) => [name, sum(name)]));
  const of = (name: string) => number(all.get(name) ?? 0);
  const faults = counted.filter((name) => name.startsWith('Disk: ')).reduce((n, name) => n + sum(name), 0);
  return [
    `So far: **${of('Kills')} kills** of ${number(wanted.kills)},`,
    `**${number(faults)} disk faults** of ${number(wanted.faults)},`,
    `${of('Model runs')} runs of the model, ${of('Users called')} users called,`,
    `violations: **${of('Violations')}**.`,
  ].join(' ');
}
