/** For tests: workbooks as Excel and other programs write them, small and made by hand. */
import { type Zippable, zipSync } from 'fflate';

/** A cell: a text, a number, a truth value, nothing, or the XML inside of its row. */
export type Cell = string | number | boolean | null | { xml: string };

/** A sheet of a workbook. */
export interface SampleSheet {
  name?: string;
  state?: 'hidden' | 'veryHidden';
  rows?: readonly (readonly Cell[])[];
  /** Attributes of rows, by the numbers of the rows. */
  rowAttributes?: Readonly<Record<number, string>>;
  /** The XML before and after the cells. */
  before?: string;
  after?: string;
  /** The whole part, in place of all the others. */
  xml?: string | Uint8Array;
}

/** The content and the form of a workbook. */
export interface SampleWorkbook {
  sheets: readonly SampleSheet[];
  /** Whether texts are in the table of shared texts, as Excel writes them; in the cells otherwise. */
  shared?: boolean;
  /** The shared texts as they are, as the inside of their elements. */
  strings?: readonly string[];
  from1904?: boolean;
  macros?: boolean;
  /** XML of the fonts; each style has the font of its number, if there is one. */
  fonts?: readonly string[];
  /** XML of the fills; each style has the fill of its number, if there is one. */
  fills?: readonly string[];
  /** Number formats, by the number of the style from 1 on: the ID of a built-in one, or the text of an own one. */
  formats?: readonly (number | string)[];
  /** A prefix for every element, as some libraries write. */
  prefix?: string;
  /** Parts that replace or add to the usual ones; null takes one away. */
  parts?: Readonly<Record<string, string | Uint8Array | null>>;
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageTypes = 'http://schemas.openxmlformats.org/package/2006/relationships';
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** The bytes of a workbook. */
export function workbook(sample: SampleWorkbook): Uint8Array {
  return packed(workbookParts(sample));
}

/** The bytes of a workbook with one sheet of these rows. */
export const sheetOf = (...rows: (readonly Cell[])[]): Uint8Array => workbook({ sheets: [{ rows }] });

/** A ZIP file of these parts. */
export function packed(parts: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  const files: Zippable = {};
  for (const [name, content] of Object.entries(parts)) files[name] = bytesOf(content);
  return zipSync(files);
}

/** The parts of a workbook before they are packed. */
export function workbookParts(sample: SampleWorkbook): Record<string, string | Uint8Array> {
  const { sheets, from1904 = false, strings, formats = [], parts = {} } = sample;
  const texts = new Map<string, number>();
  const index = (text: string): number => {
    const known = texts.get(text) ?? texts.size;
    texts.set(text, known);
    return known;
  };
  const prefixed = (xml: string): string =>
    sample.prefix ? xml.replaceAll(/<(\/?)([A-Za-z])/g, `<$1${sample.prefix}:$2`) : xml;
  const root = (name: string, inside: string): string => {
    const namespace = sample.prefix ? `xmlns:${sample.prefix}` : 'xmlns';
    return declaration + prefixed(`<${name} ${namespace}="${main}" xmlns:r="${office}">${inside}</${name}>`);
  };
  const written = sheets.map(
    (sheet) => sheet.xml ?? root('worksheet', sheetXml(sheet, sample.shared ? index : null)),
  );
  const tabs = sheets.map(({ name, state }, at) => {
    const shown = state === undefined ? '' : ` state="${state}"`;
    return `<sheet name="${escaped(name ?? `Sheet${at + 1}`)}" sheetId="${at + 1}"${shown} r:id="rId${at + 1}"/>`;
  });
  const items = strings ?? [...texts.keys()].map((text) => `<t xml:space="preserve">${escaped(text)}</t>`);
  const all: Record<string, string | Uint8Array | null> = {
    '[Content_Types].xml': `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    '_rels/.rels': relationships([['rId1', 'officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': root(
      'workbook',
      `${from1904 ? '<workbookPr date1904="1"/>' : ''}<sheets>${tabs.join('')}</sheets>`,
    ),
    'xl/_rels/workbook.xml.rels': relationships([
      ...sheets.map((_, at) => [`rId${at + 1}`, 'worksheet', `worksheets/sheet${at + 1}.xml`] as const),
      ['rIdA', 'sharedStrings', 'sharedStrings.xml'],
      ['rIdB', 'styles', '/xl/styles.xml'],
      ...(sample.macros ? [['rIdC', 'vbaProject', 'vbaProject.bin'] as const] : []),
    ]),
    'xl/sharedStrings.xml': root('sst', items.map((item) => `<si>${item}</si>`).join('')),
    'xl/styles.xml': root('styleSheet', stylesXml(formats, sample.fonts ?? [], sample.fills ?? [])),
    ...parts,
  };
  for (const [at, xml] of written.entries()) all[`xl/worksheets/sheet${at + 1}.xml`] ??= xml;
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, xml]) => (xml === null ? [] : [[name, xml]])),
  );
}

/** The XML of a part with relationships. */
export function relationships(
  list: readonly (readonly [id: string, type: string, target: string])[],
): string {
  const each = list.map(
    ([id, type, target]) => `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`,
  );
  return `${declaration}<Relationships xmlns="${packageTypes}">${each.join('')}</Relationships>`;
}

/** A text as it stands in a sheet: XML holds no control characters. */
export function escaped(text: string): string {
  return text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(
      /[^\P{Cc}\t\n]|[\ufffe\uffff]|\p{Cs}/gu,
      (character) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
    )
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function sheetXml(
  { rows = [], rowAttributes = {}, before = '', after = '' }: SampleSheet,
  index: ((text: string) => number) | null,
): string {
  const lines = rows.map((cells, at) => {
    const attributes = rowAttributes[at + 1];
    const inside = cells.map((cell, column) => cellXml(cell, `${letters(column)}${at + 1}`, index)).join('');
    return `<row r="${at + 1}"${attributes === undefined ? '' : ` ${attributes}`}>${inside}</row>`;
  });
  return `${before}<sheetData>${lines.join('')}</sheetData>${after}`;
}

function cellXml(cell: Cell, name: string, index: ((text: string) => number) | null): string {
  if (cell === null) return '';
  if (typeof cell === 'object') return cell.xml;
  if (typeof cell === 'number') return `<c r="${name}"><v>${cell}</v></c>`;
  if (typeof cell === 'boolean') return `<c r="${name}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  if (index) return `<c r="${name}" t="s"><v>${index(cell)}</v></c>`;
  return `<c r="${name}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
}

function stylesXml(
  formats: readonly (number | string)[],
  fonts: readonly string[],
  fills: readonly string[],
): string {
  const own = formats.flatMap((format, at) =>
    typeof format === 'string' ? [`<numFmt numFmtId="${200 + at}" formatCode="${escaped(format)}"/>`] : [],
  );
  const styles = formats.map(
    (format, at) =>
      `<xf numFmtId="${typeof format === 'string' ? 200 + at : format}" fontId="${at + 1}" fillId="${at + 1}"/>`,
  );
  return `<numFmts>${own.join('')}</numFmts><fonts>${fonts.map((font) => `<font>${font}</font>`).join('')}</fonts><fills>${fills.map((fill) => `<fill>${fill}</fill>`).join('')}</fills><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${styles.join('')}</cellXfs>`;
}

function letters(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : letters(Math.floor(column / 26) - 1) + letter;
}

const bytesOf = (content: string | Uint8Array): Uint8Array =>
  typeof content === 'string' ? new TextEncoder().encode(content) : content;
