/**
 * The difference report as a CSV for spreadsheets: first the users of the run, then the other accounts that changed.
 */
import { csvLines, csvText, guardCell } from '#lib/domain/csv/writing';
import { outcomeLabels } from '#lib/domain/outcome/outcome';
import type { AccountNow } from '#lib/domain/reconcile/account-now';
import type { Comparison } from '#lib/domain/reconcile/comparison';
import { differenceLabel } from '#lib/domain/reconcile/difference';
import { nowAt, nowSource, nowText } from '#lib/domain/reconcile/now-text';
import { otherLabels } from '#lib/domain/reconcile/others';
import { inGroups } from '#lib/domain/text/pieces';

const header = [
  'Account ID',
  'Name',
  'E-mail',
  'In this run',
  'Difference',
  'The run wanted',
  'The run reports',
  'Before',
  'Now',
  'Read by',
  'Read at',
  'Compared with',
  'Compared at',
  'Run',
  'Organisation',
  'Role and groups',
];

/** The cells that every row repeats. */
interface EveryRow {
  run: number;
  organisation: string;
  /** The report names nobody. Its first column says so. */
  redacted: boolean;
  /** The time when the comparison was made, ms since the epoch. */
  madeAt: number;
}

/** The whole file, in pieces that make up its text. */
export function* differenceCsv(comparison: Comparison, everywhere: EveryRow): Generator<string> {
  const { goal, compared, users, others } = comparison;
  const last = [
    compared.from === 'file' ? compared.name : 'Directory',
    new Date(everywhere.madeAt).toISOString(),
    String(everywhere.run),
    everywhere.organisation,
  ];
  const first = everywhere.redacted ? ['Yes'] : [];
  yield csvText([everywhere.redacted ? ['Redacted', ...header] : header]);
  for (const group of inGroups(users)) {
    yield lines(
      group.map(({ accountId, name, email, kind, outcome, before, now, access }) => [
        ...first,
        ...[accountId, name, email, 'Yes', differenceLabel(kind, goal), goal, outcomeLabels[outcome], before],
        ...nowCells(now),
        ...last,
        access,
      ]),
    );
  }
  if (others.state === 'not-compared') return;
  for (const group of inGroups(others.changed)) {
    yield lines(
      group.map(({ accountId, name, email, kind, before, now }) => [
        ...first,
        ...[accountId, name, email, 'No', otherLabels[kind], '', '', before === null ? '' : nowText(before)],
        ...nowCells(now),
        ...last,
        '',
      ]),
    );
  }
}

function nowCells(now: AccountNow): string[] {
  const at = nowAt(now);
  return [nowText(now), nowSource(now), at === null ? '' : new Date(at).toISOString()];
}

function lines(rows: readonly (readonly string[])[]): string {
  return csvLines(rows.map((row) => row.map(guardCell)));
}
