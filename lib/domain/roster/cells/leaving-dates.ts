/**
 * Reads columns with the day on which people leave. A user who leaves later, or whose last day is today, must not be
 * selected without a look. Pure.
 */
import { readLastSeen } from '#lib/domain/roster/cells/last-seen';
import { headerWords, withoutAccents } from '#lib/domain/roster/header/header-words';

/**
 * Such a column. `isFilled`: one of the first rows has a date, so an empty cell may mean that the user does not leave.
 * `isLastDay`: its days are last days of work, so a user with today's date still works.
 */
export interface LeavingColumn {
  at: number;
  isFilled: boolean;
  isLastDay: boolean;
}

const lastDay = oneOf([
  '(?:last|final) (?:working )?day(?: of (?:work|employment|service))?',
  'contract end|contract ends|end of contract|employed until|contract until|letzter arbeitstag',
]);

const leavingDay = oneOf([
  'leav(?:e|es|ing|er)(?: on| date)?',
  '(?:exit|departure|termination|separation|offboarding|resignation|deactivation|deactivate|disable|removal|end|employment end|contract end|account expir(?:y|ation)) date',
  'date of (?:leaving|departure|termination|exit|separation|resignation)',
  '(?:deactivate|disable|remove|suspend|delete) (?:on|after|from)',
  'austritt|austrittsdatum|date de (?:depart|sortie)|fecha de (?:baja|salida)|data de saida|data di uscita|datum uit dienst',
]);

function oneOf(headers: readonly string[]): RegExp {
  return new RegExp(`^(?:${headers.join('|')})$`, 'u');
}

/** The columns with leaving dates, by these headers and the first rows. */
export function leavingColumnsOf(
  names: readonly string[],
  sample: readonly { cells: readonly string[] }[],
): LeavingColumn[] {
  return names.flatMap((name, at) => {
    const { split, plain } = headerWords(withoutAccents(name));
    const is = (header: RegExp) => header.test(split) || header.test(plain);
    const isLastDay = is(lastDay);
    if (!isLastDay && !is(leavingDay)) return [];
    const isDate = ({ cells }: { cells: readonly string[] }) =>
      ['date', 'ambiguous'].includes(readLastSeen((cells[at] ?? '').trim()).said);
    return [{ at, isFilled: sample.some(isDate), isLastDay }];
  });
}

/**
 * The first cell by which the user may still work on the day `today` (YYYY-MM-DD) or after it; null if there is none.
 * `isLastDay` is that of its column.
 */
export function leavesLater(
  cells: readonly string[],
  columns: readonly LeavingColumn[],
  today: string,
): { at: number; text: string; isLastDay: boolean } | null {
  for (const { at, isFilled, isLastDay } of columns) {
    const text = (cells[at] ?? '').trim();
    const isLater = (date: string) => date > today || (isLastDay && date === today);
    if (isFilled && mayBeLater(text, isLater)) return { at, text, isLastDay };
  }
  return null;
}

function mayBeLater(text: string, isLater: (date: string) => boolean): boolean {
  const read = readLastSeen(text);
  switch (read.said) {
    case 'date':
      return isLater(read.date);
    case 'ambiguous':
      return isLater(read.dayFirst) || isLater(read.monthFirst);
    case 'never':
    case 'blank':
    case 'unclear':
      return true;
  }
}
