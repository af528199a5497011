/** Names the places of a file: a text has lines, and a sheet of a workbook has rows. Pure. */

/** The unit that the number of a place counts. */
export type PlaceNoun = 'line' | 'row';

/** The noun for a file, by whether its rows come from a sheet. */
export const placeNoun = (isSheet: boolean): PlaceNoun => (isSheet ? 'row' : 'line');

/** The noun at the beginning of a sentence. */
export const beginningNoun = (noun: PlaceNoun): 'Line' | 'Row' => (noun === 'row' ? 'Row' : 'Line');
