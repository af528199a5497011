/** Remarks that only later rows of the file show. The users went on before those rows were read. Pure. */
import type { RosterSummary, RosterUser, RowProblem } from '#lib/domain/roster/roster';
import { sharedAddress } from '#lib/domain/roster/shared-addresses';

/** A function that gives a user their late remarks; null if the file shows none. */
export function lateDoubts({
  laterDoubts,
}: Pick<RosterSummary, 'laterDoubts'>): ((user: RosterUser) => RosterUser | null) | null {
  const { sharedAddresses = [], cutPrefixes = [] } = laterDoubts ?? {};
  if (sharedAddresses.length === 0 && cutPrefixes.length === 0) return null;
  const shared = new Map(sharedAddresses.map(({ position, line }) => [position, line]));
  return (user) => {
    const problems: RowProblem[] = [];
    const remark = (code: RowProblem['code'], message: string): void => {
      problems.push({ code, message, line: user.line, blocks: false });
    };
    const other = shared.get(user.position);
    if (other !== undefined) remark('shared-address', sharedAddress(other));
    const prefix = cutPrefixes.find((each) => user.accountId?.startsWith(`${each}:`));
    if (prefix !== undefined) {
      remark(
        'unusual-account-id',
        `Account IDs of this file begin with a number like ${prefix} and one more digit before it, so the first digit of this one may be lost. Check that this is the right person.`,
      );
    }
    return problems.length === 0 ? null : { ...user, problems: [...user.problems, ...problems] };
  };
}
