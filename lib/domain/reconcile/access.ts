/** Compares the role and the groups of an account in two lists. Pure. */
import type { RosterColumn, RosterUser } from '#lib/domain/roster/roster';

/** Role, groups and products of an account in a list. A value is null if the list does not have it. */
export interface Access {
  role: string | null;
  groups: readonly string[] | null;
}

/**
 * Reads the access of an account from its row of a file. Values are left out if the row has a contradiction, or groups
 * that can be read in two ways.
 */
export function accessInFile(
  row: Pick<RosterUser, 'orgRole' | 'groups' | 'groupsElse' | 'problems'> | undefined,
  columns: readonly RosterColumn[],
): Access {
  const has = (role: RosterColumn['role']) => columns.some((column) => column.role === role);
  const isUnclear = row?.problems.some(({ code }) => code === 'contradiction') ?? true;
  if (row === undefined || isUnclear) return { role: null, groups: null };
  return {
    role: has('org-role') ? row.orgRole : null,
    groups: has('group-name') && row.groupsElse === undefined ? row.groups : null,
  };
}

/**
 * The changes, in a sentence or two: `Role: User, now Organization admin. Groups: + jira-users, − hr.` Empty if nothing
 * changed, or if one of the lists lacks the value.
 */
export function accessChange(before: Access, now: Access): string {
  const said: string[] = [];
  if (before.role !== null && now.role !== null && !isSame(before.role, now.role)) {
    said.push(`Role: ${before.role.trim() || 'none'}, now ${now.role.trim() || 'none'}.`);
  }
  if (before.groups !== null && now.groups !== null) {
    const added = missingIn(before.groups, now.groups).map((group) => `+ ${group}`);
    const left = missingIn(now.groups, before.groups).map((group) => `− ${group}`);
    if (added.length + left.length > 0) said.push(`Groups: ${[...added, ...left].join(', ')}.`);
  }
  return said.join(' ');
}

function isSame(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}

/** The groups of `list` that `known` does not have. */
function missingIn(known: readonly string[], list: readonly string[]): string[] {
  return list.filter((group) => !known.some((each) => isSame(each, group)));
}
