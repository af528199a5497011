/** Height of a row of the grid in CSS pixels, including the line below it. */
export const rowHeight = 36;

/** Height of a card, on a narrow screen: the name, the address, and the reason if the user will not be deactivated. */
const cardHeight = 76;

/** Height of a user's row or card in CSS pixels. */
export const heightOf = (isCard: boolean): number => (isCard ? cardHeight : rowHeight);
