/** Counts the content that is lost if the hidden rows of a sheet are left out. */
import { looksLikeAccountId } from '#lib/domain/account/account-id';
import type { SheetRow } from '#lib/domain/workbook/sheet';

/** Hidden rows with text. */
export interface HiddenRows {
  count: number;
  /**
   * The number of them with an account ID that a visible row has in the same column. An export with a row for each
   * group of a user has such rows, and their data about the user is lost with them.
   */
  ofUsersInSight: number;
}

/** Counts the hidden rows. */
export function countHiddenRows(rows: readonly SheetRow[]): HiddenRows {
  const hidden = rows.filter((row) => row.hidden);
  if (hidden.length === 0) return { count: 0, ofUsersInSight: 0 };
  const inSight = new Set(rows.flatMap((row) => (row.hidden ? [] : accountsIn(row))));
  const shared = hidden.filter((row) => accountsIn(row).some((account) => inSight.has(account)));
  return { count: hidden.length, ofUsersInSight: shared.length };
}

/** The account IDs of a row, each with its column. */
function accountsIn({ cells }: SheetRow): string[] {
  return cells.flatMap((cell, column) =>
    looksLikeAccountId(cell) ? [`${column} ${cell.trim().toLowerCase()}`] : [],
  );
}
