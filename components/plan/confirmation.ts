/** The age of the file, the number that is typed, the digest that is compared. */
import type { Roster } from '#lib/contract/roster';

/** How old the file is: `written` where the browser said when, `uploaded` where only that is known. */
export type FileAge = { since: 'written' | 'uploaded'; at: number; old: boolean };

const dayLong = 86_400_000;

/** When the file is from, and whether that is over 24 hours before `now` (ms). */
export function fileAge(
  { writtenAt, createdAt }: Pick<Roster, 'writtenAt' | 'createdAt'>,
  now: number,
): FileAge {
  const at = writtenAt ?? createdAt;
  return { since: writtenAt === null ? 'uploaded' : 'written', at, old: now - at > dayLong };
}

/** Whether what was typed is this number: `1013` and `1,013` (also with spaces or points) are. */
export function isTheNumber(typed: string, count: number): boolean {
  const text = typed.trim();
  return (
    /^\d+$|^\d{1,3}(?:[,. '’\u00a0\u202f]\d{3})+$/.test(text) && Number(text.replace(/\D/g, '')) === count
  );
}

/** A digest in groups of four: the first two and the last, as they are compared at a glance. */
export function shortDigest(digest: string): string {
  return `${digest.slice(0, 4)} ${digest.slice(4, 8)} … ${digest.slice(-4)}`;
}
