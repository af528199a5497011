/** Adds remarks that follow from later rows of the file, since users are passed on before those rows are read. Pure. */
import { sharedAddress } from '#lib/domain/roster/later-doubts';
import type { RosterSummary, RosterUser, RowProblem } from '#lib/domain/roster/roster';
import { placeNoun } from '#lib/domain/text/place';

/** A function that gives a user their late remarks; null if the file shows none. */
export function lateDoubts({
  laterDoubts,
  workbook,
}: Pick<RosterSummary, 'laterDoubts' | 'workbook'>): ((user: RosterUser) => RosterUser | null) | null {
  const { sharedAddresses = [], cutPrefixes = [], emptyRoles = [], missingCells = 0 } = laterDoubts ?? {};
  if (sharedAddresses.length + cutPrefixes.length + emptyRoles.length + missingCells === 0) return null;
  const noun = placeNoun(workbook !== undefined);
  const withoutRole = new Set(emptyRoles);
  const shared = new Map(sharedAddresses.map(({ position, line }) => [position, line]));
  return (user) => {
    const problems: RowProblem[] = [];
    const remark = (code: RowProblem['code'], message: string): void => {
      problems.push({ code, message, line: user.line, blocks: false });
    };
    if (missingCells > 0 && !user.problems.some(({ code }) => code === 'field-count')) {
      remark('field-count', everyRowShort);
    }
    const other = shared.get(user.position);
    if (other !== undefined) remark('shared-address', sharedAddress(other, noun));
    if (withoutRole.has(user.position)) remark('unknown-role', emptyRole);
    const prefix = cutPrefixes.find((each) => user.accountId?.startsWith(`${each}:`));
    if (prefix !== undefined) {
      remark(
        'unusual-account-id',
        `Account IDs of this file begin with a number like ${prefix} and one more digit, so a digit of this one may be lost. Check that this is the right person.`,
      );
    }
    return problems.length === 0 ? null : { ...user, problems: [...user.problems, ...problems] };
  };
}

const everyRowShort =
  'Every row of the file has fewer cells than the header, so it is not certain which column is missing. Correct the header.';

const emptyRole =
  'This row has no role, and nearly all others have one, so a cell may be missing. Check that this is no organisation admin.';
