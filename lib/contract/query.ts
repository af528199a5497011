/** What the queries of the HTTP API are made of: every value is a text. */
import { z } from 'zod';

/** A whole number from `least` to `most` in decimal digits, read as a number. */
export function wholeNumber(least: number, most: number) {
  return z
    .string()
    .refine((text) => /^\d{1,15}$/.test(text) && Number(text) >= least && Number(text) <= most, {
      error: `must be a whole number from ${least} to ${most}`,
    })
    .transform(Number);
}

/** The largest number that a query may have: 15 digits, which a number holds exactly. */
export const largestNumber = 999_999_999_999_999;
