/** Says where something stands in a file. */
import { formatCount } from '#components/shared/format.ts';
import type { ReviewUser } from '#lib/contract/roster';
import { beginningNoun, placeNoun } from '#lib/domain/text/place';

interface Placed extends Pick<ReviewUser, 'line'> {
  inSheet?: boolean | undefined;
}

/** `line 7`, or `row 7` of a sheet: that of the user's row, or another one of their file. */
export function placeOf({ line, inSheet = false }: Placed, at = line): string {
  return `${placeNoun(inSheet)} ${formatCount(at)}`;
}

/** The same at the beginning of a sentence. */
export function beginningPlaceOf({ line, inSheet = false }: Placed, at = line): string {
  return `${beginningNoun(placeNoun(inSheet))} ${formatCount(at)}`;
}
