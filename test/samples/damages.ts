/** For tests: small rosters, and what happens to files on their way. One damage changes a text once. */
import fc from 'fast-check';

/** A person of a roster, as the file said it before it was damaged. */
export interface Truth {
  id: string;
  name: string;
  email: string;
  status: string;
  role: string;
}

export const damageColumns = ['User id', 'User name', 'email', 'User status', 'Org role', 'Notes'];

const hex = (text: string): string => text.replaceAll('-', '');
const idText = fc.oneof(
  fc.uuid().map((text) => `712020:${text}`),
  fc.uuid().map((text) => `5b${hex(text).slice(0, 22)}`),
);
const person = fc.record({
  id: idText,
  name: fc.constantFrom('Ada Example', 'Ben O’Roe', 'Doe, Cleo', 'Zoë "Zed" Vaň', 'D. Sample'),
  status: fc.constantFrom('Active', 'Active', 'Suspended', 'Deactivated'),
  role: fc.constantFrom('User', 'User', 'None', 'Organization admin'),
});

/** 3 to 14 people with addresses of their own. */
export const people: fc.Arbitrary<Truth[]> = fc
  .uniqueArray(person, { selector: ({ id }) => id, minLength: 3, maxLength: 14 })
  .map((all) => all.map((each, at) => ({ ...each, email: `person.${at}@example.com` })));

const notes = ['', 'left in May', 'see\nticket 7', ''];

/** The cells of everybody, in the order of `damageColumns`. */
export function cellsOf(all: readonly Truth[]): string[][] {
  return all.map(({ id, name, email, status, role }, at) => [
    id,
    name,
    email,
    status,
    role,
    notes[at % 4] ?? '',
  ]);
}

export function csvLine(cells: readonly string[]): string {
  return cells.map((text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)).join(',');
}

type Damage = (rows: string[][], pick: (count: number) => number) => string;
const whole = (lines: readonly string[]): string => `${lines.join('\n')}\n`;
const written = (rows: readonly string[][]): string => whole([damageColumns, ...rows].map(csvLine));
const changed = (rows: string[][], at: number, change: (row: string[]) => string[]): string =>
  written(rows.map((row, number) => (number === at ? change(row) : row)));
/** The text with its characters from `at` on replaced. The header stays whole. */
const spliced = (rows: string[][], pick: (count: number) => number, gone: number, put: string): string => {
  const text = written(rows);
  const from = damageColumns.join(',').length + 1;
  const at = from + pick(text.length - from);
  return text.slice(0, at) + put + text.slice(at + gone);
};
const without = (row: readonly string[], at: number): string[] => row.filter((_, number) => number !== at);
const inserted = (row: readonly string[], at: number, cell: string): string[] => [
  ...row.slice(0, at),
  cell,
  ...row.slice(at),
];

/** The kinds of damage of `damages.md`. Each gets the cells below the header and a source of random numbers. */
export const damages: Readonly<Record<string, Damage>> = {
  'some account IDs in upper case': (rows, pick) =>
    changed(rows, pick(rows.length), ([id = '', ...others]) => [id.toUpperCase(), ...others]),
  'all account IDs in upper case': (rows) =>
    written(rows.map(([id = '', ...others]) => [id.toUpperCase(), ...others])),
  'roles worded otherwise': (rows, pick) => {
    const words = [
      'Org. admin',
      'Organization\u2011admin',
      'Organization\u200b admin',
      'Organisationsadministrator',
    ];
    const word = words[pick(words.length)] ?? '';
    return written(rows.map((row) => row.map((cell) => (cell === 'Organization admin' ? word : cell))));
  },
  'a second export below, in another order, with its header': (rows) => {
    const turned = [damageColumns, ...rows].map(([a = '', b = '', c = '', d = '', e = '', f = '']) => [
      b,
      c,
      a,
      e,
      d,
      f,
    ]);
    const half = Math.ceil(rows.length / 2);
    return written([...rows.slice(0, half), ...turned.filter((_, at) => at === 0 || at > half)]);
  },
  'a second export below, in another order, without a header': (rows) =>
    written(
      rows.map((row, at) => {
        const [a = '', b = '', c = '', d = '', e = '', f = ''] = row;
        return at * 2 > rows.length ? [b, c, a, e, d, f] : row;
      }),
    ),
  'a cell deleted, shifted to the left': (rows, pick) => {
    const at = pick(damageColumns.length - 1);
    return changed(rows, pick(rows.length), (row) => [...without(row, at), '']);
  },
  'a cell deleted, and the row shorter': (rows, pick) => {
    const at = pick(damageColumns.length - 1);
    return changed(rows, pick(rows.length), (row) => without(row, at));
  },
  'a cell inserted, shifted to the right': (rows, pick) => {
    const at = pick(damageColumns.length - 1);
    return changed(rows, pick(rows.length), (row) => [...row.slice(0, at), 'x', ...row.slice(at, -1)]);
  },
  'a comma in a name, the last cell dropped': (rows, pick) =>
    changed(rows, pick(rows.length), ([id = '', , ...others]) => [id, 'Doe', ' Ada', ...others.slice(0, -1)]),
  'a row of totals': (rows) => `${written(rows)}Total,,,,,${rows.length}\n`,
  'account IDs cut': (rows, pick) => {
    const length = 3 + pick(20);
    return written(rows.map(([id = '', ...others]) => [id.slice(0, length), ...others]));
  },
  'a quote added': (rows, pick) => spliced(rows, pick, 0, '"'),
  'a delimiter added': (rows, pick) => spliced(rows, pick, 0, ','),
  'a line end in a row': (rows, pick) => spliced(rows, pick, 0, '\n'),
  'a NUL byte': (rows, pick) => spliced(rows, pick, 0, '\0'),
  'the file cut off': (rows, pick) => {
    const text = written(rows);
    const from = damageColumns.join(',').length + 30;
    return text.slice(0, from + pick(text.length - from));
  },
  'a quote removed': (rows, pick) => {
    const lines = [damageColumns, ...rows].map((row) =>
      row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(','),
    );
    const text = whole(lines);
    const quotes = [...text.matchAll(/"/g)]
      .map(({ index }) => index)
      .filter((at) => at > (lines[0]?.length ?? 0));
    const at = quotes[pick(quotes.length)] ?? 0;
    return text.slice(0, at) + text.slice(at + 1);
  },
  'a delimiter removed': (rows, pick) => {
    const text = written(rows);
    const commas = [...text.matchAll(/,/g)]
      .map(({ index }) => index)
      .filter((at) => at > damageColumns.join().length);
    const at = commas[pick(commas.length)] ?? 0;
    return text.slice(0, at) + text.slice(at + 1);
  },
  'one byte replaced': (rows, pick) => {
    // Bytes that are no hexadecimal digits: nothing shows that a digit of an account ID was another one.
    const bytes = ['"', ',', ';', '\n', '\r', '\t', '\0', ' ', 'x', 'Z', '@', '\u00e9', '\ufffd'];
    return spliced(rows, pick, 1, bytes[pick(bytes.length)] ?? 'x');
  },
  'a column deleted': (rows, pick) => {
    const at = pick(damageColumns.length);
    return whole([damageColumns, ...rows].map((row) => csvLine(without(row, at))));
  },
  'a column deleted, but not in the header': (rows, pick) => {
    const at = pick(damageColumns.length);
    return whole([damageColumns, ...rows.map((row) => without(row, at))].map(csvLine));
  },
  'a column doubled': (rows, pick) => {
    const at = pick(damageColumns.length);
    const to = pick(damageColumns.length + 1);
    return whole([damageColumns, ...rows].map((row) => csvLine(inserted(row, to, row[at] ?? ''))));
  },
  'a column doubled, with the values of another row': (rows, pick) => {
    const at = pick(damageColumns.length);
    const to = pick(damageColumns.length + 1);
    const moved = rows.map((_, number) => rows[(number + 1) % rows.length]?.[at] ?? '');
    const added = [damageColumns[at] ?? '', ...moved];
    return whole(
      [damageColumns, ...rows].map((row, number) => csvLine(inserted(row, to, added[number] ?? ''))),
    );
  },
};
