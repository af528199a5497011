/** Compares a text with what it should be, line by line. */

/** The result of comparing two texts. */
type Compared =
  /** `former`: some lines have the wording of earlier builds. */
  | { same: true; former: boolean }
  /** The first line in which they differ, counted from 1. Null: the text has no such line. */
  | { same: false; line: number; expected: string | null; found: string | null };

/** Compares two texts in pieces. `former`: the wording of earlier builds, by the wording that replaces it now. */
export function compareTexts(
  expected: Iterable<string>,
  found: Iterable<string>,
  former: ReadonlyMap<string, string>,
): Compared {
  const one = linesOf(expected);
  const other = linesOf(found);
  let isFormer = false;
  for (let line = 1; ; line += 1) {
    const { value: wanted = null } = one.next();
    const { value: there = null } = other.next();
    if (wanted === null && there === null) return { same: true, former: isFormer };
    if (wanted === there) continue;
    if (wanted === null || there !== asBefore(wanted, former)) {
      return { same: false, line, expected: wanted, found: there };
    }
    isFormer = true;
  }
}

function asBefore(line: string, former: ReadonlyMap<string, string>): string {
  return [...former].reduce((text, [now, before]) => text.replaceAll(now, before), line);
}

/** The lines of a text in pieces, with their ends. */
function* linesOf(pieces: Iterable<string>): Generator<string, undefined> {
  let rest = '';
  for (const piece of pieces) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield `${line}\n`;
  }
  if (rest !== '') yield rest;
  return undefined;
}
