/**
 * Dates such as 05/06/2024, which are in June in one country and in May in another. The admin is asked about the order
 * once for each column of a file. Until then, these dates count as unknown. Pure.
 */
import { z } from 'zod';

/** The two meanings of the first number of such a date. */
export const dateOrders = ['day-first', 'month-first'] as const;
export type DateOrder = (typeof dateOrders)[number];

/** The two readings of one such date, each as YYYY-MM-DD. */
const twoReadingsSchema = z.object({ dayFirst: z.string(), monthFirst: z.string() });
export type TwoReadings = z.infer<typeof twoReadingsSchema>;

/** A date of a file, with its 1-based line. */
const exampleSchema = z.object({ text: z.string(), line: z.number() });

/** A column with such dates, and what the admin has answered about it. */
export const dateColumnSchema = z.object({
  /** The index of the column. */
  column: z.number().int(),
  /** The first of these dates in the column. */
  example: exampleSchema.extend(twoReadingsSchema.shape),
  /** The number of rows with such a date in the column. */
  rows: z.number().int(),
  /**
   * The first date in the column that can only be read with the day first, and the first with the month first; null if
   * there is none.
   */
  dayFirstSeen: exampleSchema.nullable(),
  monthFirstSeen: exampleSchema.nullable(),
  /** The admin's answer; null until there is one. */
  order: z.enum(dateOrders).nullable(),
});
export type DateColumn = z.infer<typeof dateColumnSchema>;

/** The dates of one user that wait for an answer. Absent if there are none. */
export const eitherDatesSchema = z.object({
  dates: z.array(twoReadingsSchema.extend({ column: z.number().int() })),
  /**
   * When the user was last seen according to all other dates: null means never; undefined means that there are none.
   */
  beside: z.string().nullable().optional(),
});
export type EitherDates = z.infer<typeof eitherDatesSchema>;

/** A user whose date of last being seen may wait for an answer. */
interface Dated {
  lastSeen?: string | null | undefined;
  eitherDates?: EitherDates | undefined;
}

/** The later of two dates. A date is later than never (null), and never outranks a missing value (undefined). */
export function laterDate(
  one: string | null | undefined,
  other: string | null | undefined,
): string | null | undefined {
  if (typeof one === 'string' && typeof other === 'string') return one > other ? one : other;
  return (one ?? other) || (one === null || other === null ? null : undefined);
}

/**
 * The number of users with an unreadable date in a file that an earlier version has read, which did not ask about the
 * order of day and month. 0 for any other file.
 */
export function unaskedDates({
  dateColumns,
  problems,
}: {
  dateColumns?: readonly DateColumn[] | undefined;
  problems: Readonly<Record<string, number>>;
}): number {
  return dateColumns === undefined ? (problems['unclear-date'] ?? 0) : 0;
}

/** The date in this order. */
export function inOrder({ dayFirst, monthFirst }: TwoReadings, order: DateOrder): string {
  return order === 'day-first' ? dayFirst : monthFirst;
}

/** The answers, by column. */
export function answeredOrders(columns: readonly DateColumn[] | undefined): ReadonlyMap<number, DateOrder> {
  return new Map(
    (columns ?? []).flatMap(({ column, order }) => (order === null ? [] : [[column, order] as const])),
  );
}

/**
 * The user with the last-seen date that follows from these answers. It stays unknown (undefined) while one of the
 * user's dates waits for an answer.
 */
export function withAnsweredDates<User extends Dated>(
  user: User,
  orders: ReadonlyMap<number, DateOrder>,
): User {
  if (user.eitherDates === undefined) return user;
  const { dates, beside } = user.eitherDates;
  let lastSeen: string | null | undefined = beside;
  for (const date of dates) {
    const order = orders.get(date.column);
    if (order === undefined) return { ...user, lastSeen: undefined };
    lastSeen = laterDate(lastSeen, inOrder(date, order));
  }
  return { ...user, lastSeen };
}

/** Whether the last-seen date is unknown because a date waits for an answer. */
export function waitsForDateOrder({ lastSeen, eitherDates }: Dated): boolean {
  return eitherDates !== undefined && lastSeen === undefined;
}
