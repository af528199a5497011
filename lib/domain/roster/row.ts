/** Reads one row of an export as a user. Certain values become data; doubtful ones become problems. */
import { isCustomerAccountId } from '#lib/domain/account/account-id';
import { readFileStatus } from '#lib/domain/account/account-status';
import { emailOddity, isEmail } from '#lib/domain/account/email-domain';
import { type AccountIdReading, readAccountId } from '#lib/domain/account/read-account-id';
import { readRole, saysOrganisationAdmin } from '#lib/domain/account/roles';
import type { CsvRow } from '#lib/domain/csv/reading';
import { readAdminColumns } from '#lib/domain/roster/cells/admin-columns';
import { listedIn } from '#lib/domain/roster/cells/group-cells';
import { type LatestSeen, latestSeen } from '#lib/domain/roster/cells/last-seen';
import { whyMeantToStay } from '#lib/domain/roster/cells/meant-to-stay';
import { usualSeen } from '#lib/domain/roster/cells/usual-dates';
import type { ReadingPlan } from '#lib/domain/roster/column-plan';
import { hasAccountStatus } from '#lib/domain/roster/file-status';
import type { ProblemCode, RosterUser, RowProblem } from '#lib/domain/roster/roster';
import { rowDoubts } from '#lib/domain/roster/row-doubts';
import { withoutInvisible } from '#lib/domain/text/folded-text';
import { hiddenIn } from '#lib/domain/text/odd-characters';

/** A row as a user. `isFragment`: it is only a piece of a row. */
interface ReadRow {
  draft: UserDraft;
  isFragment: boolean;
}

const noAdmin = { is: 'no' } as const;

/** A user before its position is known. */
export type UserDraft = Omit<RosterUser, 'position'>;

/**
 * Reads a row that is not blank. If the whole row is in doubt, it gives no account ID, since its cells may be shifted.
 */
export function readRow(row: CsvRow, plan: ReadingPlan): ReadRow {
  const cell = (at: number): string => textOf(row.cells[at]);
  const usual = usualSeen(row.cells, plan.lastSeen);
  const passed = usual === null ? null : 'last-seen';
  const doubts = rowDoubts(row, plan, passed);
  const problems: RowProblem[] = [...doubts.problems];
  const report: Report = (code, blocks, message) => {
    if (!doubts.shifted) problems.push({ code, message, line: row.line, blocks });
  };
  if (plan.id > 0 && /^\s*#/.test(row.cells[0] ?? '')) {
    report('commented-out', false, `The ${plan.noun} begins with #, so it may have been commented out.`);
  }
  const email = visible(cell(plan.email));
  const statusText = cell(plan.status);
  const status = readFileStatus(statusText);
  const orgRole =
    plan.orgRoles.length === 1
      ? cell(plan.orgRoles[0] ?? -1)
      : plan.orgRoles.map(cell).filter(Boolean).join(', ');
  const role = readRole(orgRole);
  const admin = plan.adminColumns ? readAdminColumns(row.cells, plan.adminColumns) : noAdmin;
  const groups = groupsOf(cell(plan.groupId), plan.groupNames.map(cell), plan.groupId >= 0 && plan.pivoted);
  const { lastSeen, unclearAt, eitherDates }: LatestSeen = usual ?? latestSeen(row.cells, plan.lastSeen);

  const accountId = doubts.shifted ? null : identified(row, plan, email, report);
  reportCells(row, plan, { groups, email, status, statusText, orgRole, role, unclearAt }, report);
  if (admin.is === 'unknown') {
    const said = `“${admin.text.slice(0, 80)}” in the column ${plan.columns[admin.at]?.header}`;
    report(
      'unknown-role',
      false,
      `${said} may mean an organisation admin. Check this before you select the user.`,
    );
  }
  const stays = whyMeantToStay(row, plan);
  if (stays !== null) report('meant-to-stay', false, `${stays} Check this before you select the user.`);
  const draft = {
    line: row.line,
    accountId,
    name: cell(plan.name) || (plan.nameParts ?? []).map(cell).filter(Boolean).join(' '),
    email,
    status,
    statusText,
    orgRole,
    organisationAdmin:
      role === 'organisation-admin' ||
      admin.is === 'organisation-admin' ||
      row.cells.some((text, at) => plan.columns[at]?.role !== passed && saysOrganisationAdmin(text)),
    groups: groups ?? plan.groupNames.map(cell),
    lastSeen,
    ...(eitherDates && { eitherDates }),
    cells: row.cells.length === plan.columns.length ? row.cells : fitted(row.cells, plan.columns.length),
    problems,
  };
  return { draft, isFragment: doubts.fragment };
}

type Report = (code: ProblemCode, blocks: boolean, message: string) => void;

/** Reports the cells of a row that are not as expected. */
function reportCells(
  row: CsvRow,
  plan: ReadingPlan,
  read: Pick<UserDraft, 'email' | 'status' | 'statusText' | 'orgRole'> & {
    role: ReturnType<typeof readRole>;
    groups: string[] | null;
    unclearAt: number | null;
  },
  report: Report,
): void {
  const { groups, email, status, statusText, orgRole, role, unclearAt } = read;
  const source = plan.kind === 'organisation' ? 'Atlassian' : 'The file';
  if (groups === null) {
    report(
      'odd-groups',
      true,
      'The row has a different number of group IDs and group names, so its groups are not certain. Export again with one row per group.',
    );
  }
  const hidden = plan.email < 0 ? [] : hiddenIn((row.cells[plan.email] ?? '').trim());
  if (hidden.length > 0) {
    report(
      'hidden-characters',
      false,
      `The e-mail address contains ${hidden.slice(0, 3).join(', ')}, which cannot be seen. Lockstep reads the address without. Check that this is the right person.`,
    );
  }
  const oddity = plan.email < 0 ? null : emailOddity(email);
  if (oddity !== null) {
    report(
      'odd-email',
      false,
      email === ''
        ? `${source} gives no e-mail address for this user, so protection by e-mail cannot apply. Check the name.`
        : `“${email.slice(0, 80)}” ${oddity}. Check that this is the right person.`,
    );
  }
  if (plan.status >= 0 && status === 'unknown' && hasAccountStatus(plan.kind)) {
    report(
      'unknown-status',
      false,
      statusText === ''
        ? `${source} gives no status for this user.`
        : `The status “${statusText.slice(0, 80)}” is not a known one.`,
    );
  }
  const otherStatus = (plan.statusAgain ?? []).find((at) => readFileStatus(textOf(row.cells[at])) !== status);
  if (otherStatus !== undefined) {
    const text = textOf(row.cells[otherStatus]).slice(0, 80);
    const message = `The file has two columns for the status. One says “${statusText.slice(0, 80)}” here, the other “${text}”.`;
    report('unknown-status', false, message);
  }
  reportClaim((row.cells[plan.claimed ?? -1] ?? '').trim(), plan, report);
  if (role === 'unknown' && namesOrganisationRoles(plan)) {
    report(
      'unknown-role',
      false,
      `The role “${orgRole.slice(0, 80)}” is not a known one. Check that it is not that of an organisation admin.`,
    );
  }
  if (unclearAt !== null) {
    const text = (row.cells[unclearAt] ?? '').trim().slice(0, 40);
    report(
      'unclear-date',
      false,
      `“${text}” in ${plan.columns[unclearAt]?.header} cannot be read as one certain date. So Lockstep does not know when this user was last seen.`,
    );
  }
}

const claimedWords =
  /^(?:yes|true|claimed|managed|claimed by (?:you|your organi[sz]ation|this organi[sz]ation))$/i;
/** The directory calls such an account `unmanaged` [SPEC], its pages `External user` [DOC]. */
const externalWords = /^(?:external(?: user| account)?s?|unmanaged|not managed)$/i;

/** Reports an account that the organisation does not manage, according to the claim column of the file. */
function reportClaim(claim: string, plan: ReadingPlan, report: Report): void {
  const only = 'Only accounts that your organisation has claimed can be deactivated.';
  if (plan.kind === 'external-users-export' || externalWords.test(claim)) {
    const by = claim === '' ? 'By this file' : `The file says “${claim.slice(0, 80)}”:`;
    const message = `${by} this is an external user: your organisation does not manage the account. ${only}`;
    report('external-user', false, message);
  } else if (claim !== '' && !claimedWords.test(claim)) {
    const message = `In the file, the claim on this account is “${claim.slice(0, 80)}”. ${only}`;
    report('not-claimed', false, message);
  }
}

/** Whether the roles in the file are roles in the organisation. In other lists they are about something else. */
export function namesOrganisationRoles({ kind, columns, orgRoles }: ReadingPlan): boolean {
  return hasAccountStatus(kind) || orgRoles.some((at) => /org/i.test(columns[at]?.header ?? ''));
}

function identified(row: CsvRow, plan: ReadingPlan, email: string, report: Report): RosterUser['accountId'] {
  const reading = plan.id < 0 ? null : readAccountId(row.cells[plan.id] ?? '');
  const hasNone = reading === null || (!reading.ok && reading.code === 'missing-account-id');
  if (reading !== null && !(hasNone && isEmail(email))) return accountIdOf(reading, report);
  if (isEmail(email)) {
    report('to-look-up', true, 'Lockstep has not looked up the account ID of this e-mail address yet.');
  } else {
    report(
      'missing-account-id',
      true,
      'This row has neither an account ID nor an e-mail address to look it up by. Correct the row, or remove it.',
    );
  }
  return null;
}

function accountIdOf(reading: AccountIdReading, report: Report): RosterUser['accountId'] {
  if (!reading.ok) {
    report(reading.code, true, reading.message);
    return null;
  }
  if (isCustomerAccountId(reading.id)) {
    report(
      'customer-account',
      true,
      'This is a help-centre customer (qm:…), not an account of the organisation. It cannot be deactivated here.',
    );
  } else if (reading.oddity !== null) {
    report(
      'unusual-account-id',
      false,
      `${reading.oddity} Check that the column and the person are the right ones.`,
    );
  }
  return reading.id;
}

/** An address without the characters that cannot be seen, so that rules and look-ups compare the rest. */
function visible(email: string): string {
  return /[^\x20-\x7e]/.test(email) ? withoutInvisible(email).trim() : email;
}

/** A cell without surrounding white space; empty for `NaN`, which pandas writes for an empty cell [CODE]. */
function textOf(cell: string | undefined): string {
  const text = (cell ?? '').trim();
  return text === 'NaN' ? '' : text;
}

/**
 * The groups of a row; null if IDs and names do not match. A row for one group has its name, which may contain commas.
 * A row for all groups has lists [DOC]. The IDs tell the two apart. If the file has none (`hasIds`), the cells stay
 * whole: only the other rows can show what they are (`GroupCells`).
 */
function groupsOf(ids: string, names: readonly string[], hasIds: boolean): string[] | null {
  if (names.length === 0 && !hasIds) return [];
  if (!hasIds) return names.filter((name) => name !== '');
  const lists = names.map(listedIn);
  const [first = [], ...others] = lists;
  const count = ids.split(',').filter((id) => id.trim() !== '').length;
  if (count > 1 && count !== first.length) return null;
  const own = count > 1 ? first : names.slice(0, 1).filter((name) => name !== '');
  return [...own, ...others.flat()];
}

/** Exactly as many cells as the file has columns. The row's problem mentions the cells beyond them. */
const fitted = (cells: readonly string[], count: number): string[] =>
  Array.from({ length: count }, (_, at) => cells[at] ?? '');
