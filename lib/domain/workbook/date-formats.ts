/** Recognises the number formats that show a number as a date. */

/** Built-in formats of dates and times in any language (ECMA-376, 18.8.30) [SPEC]. */
export const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || id === 45 || id === 47 || (id >= 50 && id <= 58);

/**
 * Whether a format has a year, month, day, hour or second outside of quoted text. A format such as `[h]:mm` shows a
 * duration, which is no date.
 */
export function isDateFormat(code: string): boolean {
  const [first = ''] = code.replace(/"[^"]*"|\\.|_.|\*./g, '').split(';');
  if (/\[(?:h+|m+|s+)\]/i.test(first)) return false;
  return /[ymdhs]/i.test(first.replace(/\[[^\]]*\]/g, '').replace(/general/gi, ''));
}
