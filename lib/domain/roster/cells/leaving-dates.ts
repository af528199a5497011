/** Columns with the day on which people leave: whoever leaves later must not be selected without a look. Pure. */
import { readLastSeen } from '#lib/domain/roster/cells/last-seen';
import { headerWords, withoutAccents } from '#lib/domain/roster/header/header-words';

/**
 * Such a column. `isFilled`: one of the first rows has a date, so an empty cell may mean that the user does not leave.
 */
export interface LeavingColumn {
  at: number;
  isFilled: boolean;
}

const header = new RegExp(
  `^(?:${[
    '(?:last|final) (?:working )?day(?: of (?:work|employment|service))?',
    'leav(?:e|es|ing|er)(?: on| date)?',
    '(?:exit|departure|termination|separation|offboarding|resignation|deactivation|deactivate|disable|removal|end|employment end|contract end|account expir(?:y|ation)) date',
    'date of (?:leaving|departure|termination|exit|separation|resignation)',
    '(?:deactivate|disable|remove|suspend|delete) (?:on|after|from)',
    'contract end|contract ends|end of contract|employed until|contract until',
    'austritt|austrittsdatum|letzter arbeitstag|date de (?:depart|sortie)|fecha de (?:baja|salida)|data de saida|data di uscita|datum uit dienst',
  ].join('|')})$`,
  'u',
);

/** The columns with leaving dates, by these headers and the first rows. */
export function leavingColumnsOf(
  names: readonly string[],
  sample: readonly { cells: readonly string[] }[],
): LeavingColumn[] {
  return names.flatMap((name, at) => {
    const { split, plain } = headerWords(withoutAccents(name));
    if (!header.test(split) && !header.test(plain)) return [];
    const isDate = ({ cells }: { cells: readonly string[] }) =>
      ['date', 'ambiguous'].includes(readLastSeen((cells[at] ?? '').trim()).said);
    return [{ at, isFilled: sample.some(isDate) }];
  });
}

/** The first cell by which the user may leave after `today` (YYYY-MM-DD), or not at all; null if there is none. */
export function leavesLater(
  cells: readonly string[],
  columns: readonly LeavingColumn[],
  today: string,
): { at: number; text: string } | null {
  for (const { at, isFilled } of columns) {
    const text = (cells[at] ?? '').trim();
    if (isFilled && isLater(text, today)) return { at, text };
  }
  return null;
}

function isLater(text: string, today: string): boolean {
  const read = readLastSeen(text);
  switch (read.said) {
    case 'date':
      return read.date > today;
    case 'ambiguous':
      return read.dayFirst > today || read.monthFirst > today;
    case 'never':
    case 'blank':
    case 'unclear':
      return true;
  }
}
