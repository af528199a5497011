/** Numbers in text fields. */

/** Nothing for null. */
export const textOf = (value: number | null) => (value === null ? '' : String(value));

/** Null for nothing, `NaN` for what is no number; thousands may have commas. */
export const numberOf = (typed: string) =>
  typed.trim() === '' ? null : Number(typed.trim().replaceAll(',', ''));
