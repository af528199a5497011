/** Parts of the schemas for queries, in which every value is a text. */
import { z } from 'zod';

/** A whole number from `least` to `most` in decimal digits, converted to a number. */
export function wholeNumber(least: number, most: number) {
  return z
    .string()
    .refine((text) => /^\d{1,15}$/.test(text) && Number(text) >= least && Number(text) <= most, {
      error: `must be a whole number from ${least} to ${most}`,
    })
    .transform(Number);
}

/** The largest number in a query: 15 digits, which a number represents exactly. */
export const largestNumber = 999_999_999_999_999;
