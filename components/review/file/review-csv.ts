/** Files saved from a review: the users in the form of their file, and the list of its problems. */
import { problemLabel } from '#components/review/who/user-labels.ts';
import type { ReviewUser, Roster } from '#lib/contract/roster';
import { csvText, guardCell } from '#lib/domain/csv/writing';
import { beginningNoun, placeNoun } from '#lib/domain/text/place';

type File = Pick<Roster, 'columns' | 'delimiter' | 'name' | 'sheet'>;

/**
 * These users with the columns and the delimiter of their file. Cells stay as they are, even if they are formulas.
 */
export function usersCsv({ columns, delimiter }: File, users: Iterable<ReviewUser>): string {
  const rows: string[][] = [columns.map(({ header }) => header)];
  for (const { cells } of users) rows.push(cells);
  return csvText(rows, delimiter);
}

interface ListedProblem {
  line: number;
  user: ReviewUser;
  label: string;
  /** The problem, and what to do about it. */
  message: string;
  blocks: boolean;
}

/** All problems of a roster, by line. */
export function listProblems(users: readonly ReviewUser[]): ListedProblem[] {
  return users
    .flatMap((user) =>
      user.problems.map(({ code, line, message, blocks }) => ({
        line,
        user,
        label: problemLabel(code),
        message,
        blocks,
      })),
    )
    .sort((a, b) => a.line - b.line);
}

/** The row of a user as one line of text. */
export function rowText({ cells }: ReviewUser, delimiter: string): string {
  return cells.join(delimiter === '\t' ? ' \t ' : delimiter);
}

/** The problems as a file, each with its whole row. Formulas are made harmless. */
export function problemsCsv({ columns, delimiter, sheet }: File, problems: readonly ListedProblem[]): string {
  const place = beginningNoun(placeNoun(sheet !== undefined));
  const own = [place, 'Problem', 'What to do', 'Can be deactivated'];
  const header = [...own, ...columns.map((column) => column.header)];
  return csvText(
    [
      header,
      ...problems.map(({ line, label, message, blocks, user }) => [
        String(line),
        label,
        message,
        blocks ? 'No' : 'Yes',
        ...user.cells,
      ]),
    ].map((row) => row.map(guardCell)),
    delimiter,
  );
}

/** The name of a file made from this one: `users.csv` becomes `users-reviewed.csv`, as does `users.xlsx`. */
export function savedName({ name }: Pick<Roster, 'name'>, suffix: string): string {
  return `${name.replace(/\.(?:csv|txt|tsv|xlsx)$/i, '')}-${suffix}.csv`;
}
