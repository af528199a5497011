/** The styles of a workbook's cells, as far as they matter to the reader. */
import { isBuiltInDate, isDateFormat } from '#lib/domain/workbook/date-formats';
import type { Parts } from '#lib/domain/workbook/package/parts';
import { isUnset } from '#lib/domain/workbook/package/xml';

/** For the number of each style: whether it shows a date or a time, and whether its text is struck through. */
export interface CellStyles {
  dates: readonly boolean[];
  struck: readonly boolean[];
}

/** Reads the part with the styles; `part` is null if there is none. */
export function* cellStyles(parts: Parts, part: string | null): Generator<void, CellStyles> {
  const styles = { dates: [] as boolean[], struck: [] as boolean[] };
  if (part === null) return styles;
  const own = new Map<number, boolean>();
  const struckFonts: boolean[] = [];
  let within: string | null = null;
  yield* parts.read(part, {
    open(element, attributes) {
      if (element === 'fonts' || element === 'cellXfs') within = element;
      else if (element === 'numFmt')
        own.set(Number(attributes.numFmtId), isDateFormat(attributes.formatCode ?? ''));
      else if (element === 'font' && within === 'fonts') struckFonts.push(false);
      else if (element === 'strike' && within === 'fonts') {
        struckFonts[struckFonts.length - 1] = !isUnset(attributes.val);
      } else if (element === 'xf' && within === 'cellXfs') {
        const id = Number(attributes.numFmtId ?? 0);
        styles.dates.push(own.get(id) ?? isBuiltInDate(id));
        styles.struck.push(struckFonts[Number(attributes.fontId ?? 0)] ?? false);
      }
    },
    close(element) {
      if (element === within) within = null;
    },
  });
  return styles;
}
