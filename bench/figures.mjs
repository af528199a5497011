/** The figures of a bench: printed, and kept for the table of all benches (`bench/table.mjs`). */
import { appendFileSync } from 'node:fs';

/** The environment variable with the file to which figures are also written, one JSON object a line. */
export const figuresFile = 'LOCKSTEP_BENCH_FIGURES';

/**
 * A figure with what is wanted of it: `atMost`, `atLeast`, or neither for one that only explains others. It is printed
 * with `digits` decimal places.
 */
export function figure(what, value, { unit = '', digits = 0, atMost, atLeast } = {}) {
  const text = (number) => `${number.toFixed(digits)}${unit && ` ${unit}`}`;
  const wanted =
    atMost !== undefined
      ? `at most ${atMost} ${unit}`
      : atLeast !== undefined
        ? `at least ${atLeast} ${unit}`
        : '–';
  const short = !(
    value <= (atMost ?? Number.POSITIVE_INFINITY) && value >= (atLeast ?? Number.NEGATIVE_INFINITY)
  );
  note({ what, measured: text(value), wanted: wanted.trim(), short });
}

/** A figure that cannot be measured here, and why. It counts as falling short of what is wanted. */
export function noFigure(what, why, wanted) {
  note({ what, measured: why, wanted, short: true });
}

function note(row) {
  const { what, measured, wanted, short } = row;
  const end = wanted === '–' ? '' : ` (wanted ${wanted}${short ? ': FALLS SHORT' : ''})`;
  process.stdout.write(`${what}: ${measured}${end}\n`);
  const file = process.env[figuresFile];
  if (file) appendFileSync(file, `${JSON.stringify(row)}\n`);
}
