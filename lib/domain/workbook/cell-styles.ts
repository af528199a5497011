/** The styles of a workbook's cells, as far as they matter to the reader. */
import { isBuiltInDate, isDateFormat } from '#lib/domain/workbook/date-formats';
import type { Parts } from '#lib/domain/workbook/package/parts';
import { type Attributes, isUnset } from '#lib/domain/workbook/package/xml';

/**
 * For the number of each style: whether it shows a date or a time, whether its text is struck through, and its colour.
 */
export interface CellStyles {
  dates: readonly boolean[];
  struck: readonly boolean[];
  /** The colour that fills the cell, in any form that tells it from others; '' for none and for white. */
  fills: readonly string[];
}

/** Reads the part with the styles; `part` is null if there is none. */
export function* cellStyles(parts: Parts, part: string | null): Generator<void, CellStyles> {
  const styles = { dates: [] as boolean[], struck: [] as boolean[], fills: [] as string[] };
  if (part === null) return styles;
  const own = new Map<number, boolean>();
  const struckFonts: boolean[] = [];
  const fills: string[] = [];
  let within: string | null = null;
  yield* parts.read(part, {
    open(element, attributes) {
      if (element === 'fonts' || element === 'fills' || element === 'cellXfs') within = element;
      else if (element === 'numFmt')
        own.set(Number(attributes.numFmtId), isDateFormat(attributes.formatCode ?? ''));
      else if (element === 'font' && within === 'fonts') struckFonts.push(false);
      else if (element === 'strike' && within === 'fonts') {
        struckFonts[struckFonts.length - 1] = !isUnset(attributes.val);
      } else if (within === 'fills') {
        if (element === 'fill') fills.push('');
        else if (element === 'gradientFill') fills[fills.length - 1] = 'gradient';
        else if (element === 'patternFill' && (attributes.patternType ?? 'none') !== 'none') {
          fills[fills.length - 1] = 'pattern';
        } else if (element === 'fgColor' && fills.at(-1) === 'pattern') {
          fills[fills.length - 1] = colourOf(attributes);
        }
      } else if (element === 'xf' && within === 'cellXfs') {
        const id = Number(attributes.numFmtId ?? 0);
        styles.dates.push(own.get(id) ?? isBuiltInDate(id));
        styles.struck.push(struckFonts[Number(attributes.fontId ?? 0)] ?? false);
        styles.fills.push(fills[Number(attributes.fillId ?? 0)] ?? '');
      }
    },
    close(element) {
      if (element === within) within = null;
    },
  });
  return styles;
}

/** A colour: of its own, of the theme, or of the old palette. White of each kind is no colour. */
function colourOf({ rgb, theme, tint = '0', indexed }: Attributes): string {
  if (rgb !== undefined) return /FFFFFF$/i.test(rgb) ? '' : `rgb ${rgb.slice(0, 8)}`;
  if (theme !== undefined) return theme === '0' && Number(tint) === 0 ? '' : `theme ${theme} ${tint}`;
  return indexed === '9' || indexed === '65' ? '' : `palette ${indexed ?? ''}`;
}
