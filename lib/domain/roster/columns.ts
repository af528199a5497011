/** Determines the roles of a file's columns, from all headers together and from the admin's choice. */
import type { ColumnRole } from '#lib/domain/roster/header/column-role';
import { doubtful, type HeaderMeaning, meaningOf, siteOf } from '#lib/domain/roster/header/header-meaning';
import type { ColumnMapping, RosterColumn } from '#lib/domain/roster/roster';

/** Account ID headers as Atlassian spells them, for messages. */
export const knownIdHeaders: readonly string[] = [
  'User id',
  'Atlassian ID',
  'account_id',
  'Account ID',
  'accountId',
  'id',
];

/** The header in lower case, without surrounding white space. */
export const plainHeader = (header: string): string => header.trim().toLowerCase();

/** The score from which cells are a header for certain: they name an account ID or an e-mail address. */
export const certainScore = 500_000;

/** Rates cells as the header of an export. An account ID column counts most. */
export function headerScore(cells: readonly string[]): number {
  const roles = rolesOf(cells);
  const recognised = roles.filter((role) => role !== 'other').length;
  const identified = roles.includes('account-id') ? 1_000_000 : roles.includes('email') ? certainScore : 0;
  return identified + recognised * 1000 + Math.min(cells.length, 999);
}

/** Roles for which one column is used: the one with the plainest header, or the first of several that are as plain. */
const single: readonly ColumnRole[] = ['name', 'status', 'group-id', 'first-name', 'last-name', 'claimed'];

/** The role of each column with these headers. A column that is not used, since a plainer one is, is `other`. */
function rolesOf(headers: readonly string[]): ColumnRole[] {
  const meanings = headers.map(meaningOf);
  const settled = withoutDoubts(meanings);
  for (const role of single) {
    const [used] = ranked(meanings, settled, role);
    settled.forEach((each, at) => {
      if (each === role && at !== used) settled[at] = 'other';
    });
  }
  return withProducts(headers, settled);
}

/** The headers that could have a role of which one column is used: first the one that has it. */
export function rivals(headers: readonly string[], role: ColumnRole): number[] {
  const meanings = headers.map(meaningOf);
  return ranked(meanings, withoutDoubts(meanings), role);
}

/** Roles of which another column is used if the plainest has no values. */
const replaceable: readonly ColumnRole[] = ['name', 'first-name', 'last-name'];

/**
 * The columns after empty name columns were replaced: a name column that is empty in all of the first rows is not used
 * if another one is filled.
 */
export function withFilledNames(
  columns: readonly RosterColumn[],
  headers: readonly string[],
  sample: readonly { cells: readonly string[] }[],
): RosterColumn[] {
  const isFilled = (at: number): boolean => sample.some(({ cells }) => (cells[at] ?? '').trim() !== '');
  const filled = columns.map((column) => ({ ...column }));
  for (const role of replaceable) {
    const used = filled.findIndex((column) => column.role === role);
    if (used < 0 || isFilled(used)) continue;
    const other = rivals(headers, role).find((at) => filled[at]?.role === 'other' && isFilled(at));
    const [empty, instead] = [filled[used], filled[other ?? -1]];
    if (empty === undefined || instead === undefined) continue;
    empty.role = 'other';
    instead.role = role;
  }
  return filled;
}

function ranked(
  meanings: readonly HeaderMeaning[],
  roles: readonly ColumnRole[],
  role: ColumnRole,
): number[] {
  const rank = (at: number): number => meanings[at]?.rank ?? 0;
  return roles.flatMap((each, at) => (each === role ? [at] : [])).sort((a, b) => rank(a) - rank(b) || a - b);
}

/** A doubtful header counts only if no other has its role, and a bare `Role` only beside account IDs. */
function withoutDoubts(meanings: readonly HeaderMeaning[]): ColumnRole[] {
  const isPlain = (role: ColumnRole): boolean =>
    meanings.some((meaning) => meaning.role === role && meaning.rank < doubtful);
  const hasIds = meanings.some(({ role }) => role === 'account-id');
  return meanings.map(({ role, rank }) => {
    if (rank < doubtful) return role;
    return isPlain(role) || (role === 'org-role' && !hasIds) ? 'other' : role;
  });
}

/** `Notes - acme` is a product if `acme` is a site, which the header of a known product shows [CODE]. */
function withProducts(headers: readonly string[], roles: readonly ColumnRole[]): ColumnRole[] {
  const placed = headers.map(siteOf);
  const sites = new Set(placed.flatMap((one) => (one?.isKnown ? [one.site] : [])));
  return roles.map((role, at) => {
    const site = placed[at];
    return role === 'other' && site && sites.has(site.site) ? 'product' : role;
  });
}

/** The columns with the roles that the admin chose. They replace what the headers say about these roles. */
export function mappedColumns(columns: readonly RosterColumn[], mapping: ColumnMapping): RosterColumn[] {
  const chosen = [
    ['last-seen', mapping.lastSeen],
    ['group-name', mapping.groupName],
    ['org-role', mapping.orgRole],
    ['status', mapping.status],
    ['name', mapping.name],
    ['email', mapping.email],
    ['account-id', mapping.accountId],
  ] as const;
  const replaced = new Set<string>();
  const said = new Map<number, ColumnRole>();
  for (const [role, at] of chosen) {
    if (at === undefined) continue;
    replaced.add(role);
    if (at !== null) said.set(at, role);
  }
  return columns.map((column, at) => {
    const role = said.get(at) ?? (replaced.has(column.role) ? 'other' : column.role);
    return { ...column, role };
  });
}

/** The columns with their roles. Repeated headers get a number, so that each names one column. */
export function columnsOf(cells: readonly string[]): RosterColumn[] {
  const taken = new Set<string>();
  const counts = new Map<string, number>();
  const roles = rolesOf(cells);
  return cells.map((cell, at) => {
    const header = cell.trim();
    let count = counts.get(header) ?? 1;
    let unique = count === 1 ? header : `${header} (${count})`;
    while (taken.has(unique)) {
      count += 1;
      unique = `${header} (${count})`;
    }
    counts.set(header, count + 1);
    taken.add(unique);
    return { header: unique, role: roles[at] ?? 'other' };
  });
}
