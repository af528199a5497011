/** The report as a CSV for access reviews: who has access after the run. All dates are days in UTC. Pure. */
import { type AccountKey, accountKey } from '#lib/domain/account/account-id';
import { readAccountStatus } from '#lib/domain/account/account-status';
import { csvLines, csvText, guardCell } from '#lib/domain/csv/writing';
import { type Act, actTerms } from '#lib/domain/outcome/act';
import type { ReportRow } from '#lib/domain/report/report';
import { readLastSeen } from '#lib/domain/roster/cells/last-seen';
import type { RosterColumn, RosterUser } from '#lib/domain/roster/roster';
import { inGroups } from '#lib/domain/text/pieces';

/** The header. */
const accessReviewColumns = [
  'Name',
  'E-mail',
  'Role',
  'Status',
  'Created',
  'Deactivated on [UTC]',
  'Account ID',
];

/** The cell for a fact that neither the journal nor the file has. */
const notKnown = 'Not known';

/** The cell of a role that is empty in a file that has roles. */
const noRole = 'None in the file';

/** Rows of the file from which the users came, by account; empty if it is not kept any more. */
export interface ListedUsers {
  rows: ReadonlyMap<AccountKey, Pick<RosterUser, 'orgRole' | 'cells'>>;
  columns: readonly RosterColumn[];
}

/** Headers of Atlassian's exports, and the usual words, for the day on which an account was added. */
const createdHeader =
  /^(?:added(?: to org(?:ani[sz]ation)?)?|created(?: (?:at|on|date))?|date (?:added|created))$/i;

/** The whole file, in pieces that make up its text. */
export function* accessReviewCsv(
  rows: Iterable<ReportRow>,
  act: Act,
  listed: ListedUsers,
): Generator<string> {
  yield csvText([accessReviewColumns]);
  const hasRoles = listed.columns.some(({ role }) => role === 'org-role');
  const created = listed.columns.findIndex(({ header }) => createdHeader.test(header.trim()));
  for (const group of inGroups(rows)) {
    yield csvLines(
      group.map((row) => {
        const found = listed.rows.get(accountKey(row.accountId));
        const { name, email, accountId } = row;
        const day = dayOf(created === -1 ? '' : (found?.cells[created] ?? ''));
        return [
          name,
          email,
          roleOf(found, hasRoles),
          statusOf(row, act),
          day,
          deactivatedOn(row, act),
          accountId,
        ].map(guardCell);
      }),
    );
  }
}

/** The role in the file. A file without that column, or without the account, does not say that there is none. */
function roleOf(found: Pick<RosterUser, 'orgRole'> | undefined, hasRoles: boolean): string {
  if (found === undefined || (found.orgRole === '' && !hasRoles)) return notKnown;
  return found.orgRole || noRole;
}

/**
 * `Active` or `Inactive` as last known, from the first that applies: a reading after a later run, the later run that
 * settled the user, the verification, the outcome, the reading right before the call.
 */
function statusOf({ verdict, outcome, before, laterReading, settledInRun }: ReportRow, act: Act): string {
  const { goal } = actTerms[act];
  if (laterReading !== null) return statusLabels[laterReading];
  if (settledInRun !== null || verdict === 'verified') return statusLabels[goal];
  if (verdict === 'unchanged' || verdict === 'came-back') {
    return statusLabels[goal === 'inactive' ? 'active' : 'inactive'];
  }
  const { done, confirmed, already } = actTerms.restore;
  if (outcome === done || outcome === confirmed || outcome === already) return statusLabels.active;
  if (outcome === 'deactivated' || outcome === 'confirmed-inactive' || outcome === 'already-inactive') {
    return statusLabels.inactive;
  }
  const read = readAccountStatus(before);
  return read === 'active' || read === 'inactive' ? statusLabels[read] : notKnown;
}

const statusLabels = { active: 'Active', inactive: 'Inactive' } as const;

/** The day of the call that deactivated the user, or the later run that settled the user; empty if none did. */
function deactivatedOn({ outcome, verdict, date, at, settledInRun }: ReportRow, act: Act): string {
  if (settledInRun !== null) return act === 'deactivate' ? `By run ${settledInRun}` : '';
  if (outcome === 'already-inactive') return 'Before this run';
  const isDone = outcome === 'deactivated' || outcome === 'confirmed-inactive';
  const moment = date ?? at;
  return isDone && verdict !== 'unchanged' && moment !== null
    ? new Date(moment).toISOString().slice(0, 10)
    : '';
}

/** The date in a cell of the file as YYYY-MM-DD; the text of the cell if it is no certain date. */
function dayOf(cell: string): string {
  const read = readLastSeen(cell);
  if (read.said === 'date') return read.date;
  return read.said === 'blank' ? notKnown : cell;
}
