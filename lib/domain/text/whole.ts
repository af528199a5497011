import { shownLocales, shownNumbers } from '#lib/domain/text/shown-locales';

const counts = new Intl.NumberFormat(shownLocales(), shownNumbers);

/** Writes a whole number with the separators of its reader: `2,391`, or `2.391` in a German browser. */
export function whole(count: number): string {
  return counts.format(count);
}
