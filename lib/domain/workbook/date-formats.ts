/** Recognises the number formats that show a number as a date. */
import type { Parts } from '#lib/domain/workbook/package/parts';

/** Built-in formats of dates and times in any language (ECMA-376, 18.8.30) [SPEC]. */
const builtIn = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || id === 45 || id === 47 || (id >= 50 && id <= 58);

/** For each style of a cell, whether it shows a date or a time. */
export function* dateStyles(parts: Parts, part: string | null): Generator<void, boolean[]> {
  const styles: boolean[] = [];
  if (part === null) return styles;
  const own = new Map<number, boolean>();
  let inCells = false;
  yield* parts.read(part, {
    open(element, attributes) {
      if (element === 'numFmt')
        own.set(Number(attributes.numFmtId), isDateFormat(attributes.formatCode ?? ''));
      else if (element === 'cellXfs') inCells = true;
      else if (element === 'xf' && inCells) {
        const id = Number(attributes.numFmtId ?? 0);
        styles.push(own.get(id) ?? builtIn(id));
      }
    },
    close(element) {
      if (element === 'cellXfs') inCells = false;
    },
  });
  return styles;
}

/**
 * Whether a format has a year, month, day, hour or second outside of quoted text. A format such as `[h]:mm` shows a
 * duration, which is no date.
 */
export function isDateFormat(code: string): boolean {
  const [first = ''] = code.replace(/"[^"]*"|\\.|_.|\*./g, '').split(';');
  if (/\[(?:h+|m+|s+)\]/i.test(first)) return false;
  return /[ymdhs]/i.test(first.replace(/\[[^\]]*\]/g, '').replace(/general/gi, ''));
}
