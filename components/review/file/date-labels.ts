/** The texts of the question whether the day or the month of a date is first. Pure. */
import { formatDay } from '#components/shared/format.ts';
import {
  type DateColumn,
  type DateOrder,
  inOrder,
  type TwoReadings,
} from '#lib/domain/roster/cells/date-order';
import type { PlaceNoun } from '#lib/domain/text/place';

/** `Day first`, for a button. */
export function orderLabel(order: DateOrder): string {
  return order === 'day-first' ? 'Day first' : 'Month first';
}

/** The date in this order: `5 June 2024`. */
export function readingText(date: TwoReadings, order: DateOrder): string {
  return formatDay(inOrder(date, order));
}

/** What other dates of the column show (`noun`: what the places of the file are called); empty if they show nothing. */
export function evidenceText({ dayFirstSeen, monthFirstSeen }: DateColumn, noun: PlaceNoun): string {
  const day = dayFirstSeen && `“${dayFirstSeen.text}” on ${noun} ${dayFirstSeen.line} has the day first`;
  const month =
    monthFirstSeen && `“${monthFirstSeen.text}” on ${noun} ${monthFirstSeen.line} has the month first`;
  if (day && month) {
    return `The column mixes both: ${day}, ${month}. No answer is right for all of them: correct the file.`;
  }
  return day || month ? `${day || month}.` : '';
}
