/** The locales in which numbers and dates are written. */

/**
 * The languages of the browser on a page. Everywhere else it is British English: messages of the server, plans and
 * reports read the same on every machine.
 */
export function shownLocales(): readonly string[] {
  return typeof document === 'undefined' ? ['en-GB'] : navigator.languages;
}

/** Digits are 0 to 9 in every locale, since the number of a plan's users has to be typed. */
export const shownNumbers = { numberingSystem: 'latn' } as const;
