/** The columns that admins add to a file, such as an action or a remark: their search texts and facets. Pure. */
import type { OwnFacetId } from '#components/review/view/review-query.ts';
import { type ValueCodes, valueCodes } from '#components/review/who/value-codes.ts';
import type { ReviewUser, Roster } from '#lib/contract/roster';

/** A column of the file that has no other meaning. */
interface OwnColumn {
  title: string;
  /** The place in `ReviewUser.cells`. */
  cell: number;
}

/** A facet of an own column. */
export interface OwnFacet {
  id: OwnFacetId;
  title: string;
  codes: ValueCodes;
}

/** Maximum number of different values with which a column is a facet. */
const mostValues = 20;

/** The own columns among these. */
export function ownColumns(columns: Roster['columns']): OwnColumn[] {
  return columns.flatMap(({ header, role }, cell) =>
    role === 'other' || role === 'first-name' || role === 'last-name'
      ? [{ title: header || `Column ${cell + 1}`, cell }]
      : [],
  );
}

/** The cells of a user in these columns, each on a line of its own after a line end. */
export function ownText({ cells }: Pick<ReviewUser, 'cells'>, columns: readonly OwnColumn[]): string {
  let text = '';
  for (const { cell } of columns) {
    const value = cells[cell];
    if (value) text += `\n${value}`;
  }
  return text;
}

/** A facet for each column that has a few values, of which some are of several users. */
export function ownFacets(users: readonly ReviewUser[], columns: readonly OwnColumn[]): OwnFacet[] {
  return columns.flatMap(({ title, cell }) => {
    if (!hasFewValues(users, cell)) return [];
    const codes = valueCodes(users, ({ cells }) => [cells[cell]?.trim() ?? '']);
    return [{ id: `c${cell}` as const, title, codes }];
  });
}

function hasFewValues(users: readonly ReviewUser[], cell: number): boolean {
  const values = new Set<string>();
  for (const { cells } of users) {
    values.add(cells[cell]?.trim() ?? '');
    if (values.size > mostValues) return false;
  }
  return values.size > 1 && values.size < users.length;
}
