import fc from 'fast-check';
import Papa from 'papaparse';
import { expect, it } from 'vitest';
import { csvRows } from '#lib/domain/csv/rows';

const cell = fc.string({ unit: fc.constantFrom('a', 'b', '"', '""', ' ', 'é', '\n', '\r\n'), maxLength: 6 });
const text = fc
  .tuple(
    fc.array(
      fc.array(
        fc.oneof(
          cell,
          cell.map((inner) => `"${inner.replaceAll('"', '""')}"`),
        ),
        { maxLength: 4 },
      ),
      {
        maxLength: 12,
      },
    ),
    fc.constantFrom(',', ';', '\t', '|'),
    fc.constantFrom('\n', '\r\n', '\r'),
  )
  .map(([rows, delimiter, lineEnd]) => rows.map((cells) => cells.join(delimiter)).join(lineEnd));

it('gives the rows that PapaParse gives at once, wherever the pieces end', () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 40 }), (csv, pieceLength) => {
      const work = csvRows(csv, pieceLength);
      let step = work.next();
      let pieces = 1;
      for (; !step.done; step = work.next()) pieces += 1;
      const { data } = Papa.parse<string[]>(csv, {
        skipEmptyLines: 'greedy',
        delimitersToGuess: [',', ';', '\t', '|'],
      });
      expect(step.value).toEqual(data);
      expect(pieces).toBeLessThanOrEqual(csv.length + 10);
    }),
    { numRuns: 500 },
  );
});

it('reads a long text in many pieces', () => {
  let pieces = 1;
  for (const work = csvRows('a,b\n'.repeat(1_000), 100); !work.next().done; ) pieces += 1;
  expect(pieces).toBeGreaterThan(30);
});
