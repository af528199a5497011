/** Reads the cells of one sheet. Formulas are not computed; their stored values are read. */
import { cellName, isColumn, isRow, type MergedRange, placeOf } from '#lib/domain/workbook/cell-reference';
import { type CellContext, cellText, isStruck, type StoredCell } from '#lib/domain/workbook/cell-text';
import { damaged, tooLarge } from '#lib/domain/workbook/package/fault';
import { limits } from '#lib/domain/workbook/package/limits';
import { type Attributes, isSet, type XmlHandler } from '#lib/domain/workbook/package/xml';
import { RichText } from '#lib/domain/workbook/rich-text';

/** A row with text. */
export interface SheetRow {
  /** Its number in the sheet, from 1. */
  number: number;
  hidden: boolean;
  /** Whether text of a cell is struck through. */
  struck: boolean;
  /** The colours of its cells with text, by column; null if none is coloured. */
  fills: Map<number, string> | null;
  /** Up to the last cell with text. */
  cells: string[];
}

/** A number of cells, and the name of the first one; null for none. */
interface CountedCells {
  count: number;
  first: string | null;
}

/** Takes the XML of a sheet, and has its rows at the end. */
export class SheetReader implements XmlHandler {
  /** The rows with text, in order. */
  readonly rows: SheetRow[] = [];
  readonly merges: MergedRange[] = [];
  /** Ranges of hidden columns, both ends included. */
  readonly hiddenColumns: { first: number; last: number }[] = [];
  readonly formulas: CountedCells = { count: 0, first: null };
  /** Formulas without a stored value: the program that wrote the file did not compute them. */
  readonly uncomputed: CountedCells = { count: 0, first: null };
  /** Cells with an error such as `#N/A`. */
  readonly errors: CountedCells = { count: 0, first: null };
  /** The number of conditional formatting rules that change how cells look. They are not evaluated. */
  lookRules = 0;
  private inData = false;
  private row: SheetRow = { number: 0, hidden: false, struck: false, fills: null, cells: [] };
  private column = -1;
  private cell: (StoredCell & { hasFormula: boolean; hasValue: boolean }) | null = null;
  private inValue = false;
  private readonly inline = new RichText();
  private cellCount = 0;
  private characters = 0;

  constructor(private readonly context: CellContext) {}

  open(element: string, attributes: Attributes): void {
    if (this.cell) this.openInCell(this.cell, element, attributes);
    else if (this.inData && element === 'c') this.openCell(attributes);
    else if (this.inData && element === 'row') this.openRow(attributes);
    else if (element === 'sheetData') this.inData = true;
    else if (element === 'col') this.hideColumns(attributes);
    else if (element === 'mergeCell') this.merge(attributes.ref ?? '');
    else if (/(?:^|:)cfRule$/.test(element) && !isScale(attributes)) this.lookRules += 1;
  }

  close(element: string): void {
    if (this.cell && element === 'c') this.closeCell(this.cell);
    else if (this.cell) {
      this.inValue = false;
      this.inline.close(element);
    } else if (element === 'row' && this.inData) this.closeRow();
    else if (element === 'sheetData') this.inData = false;
  }

  text(text: string): void {
    if (!this.cell) return;
    if (this.inValue) this.cell.value += text;
    else this.inline.add(text);
    if (this.cell.value.length > limits.piece) throw tooLarge('texts');
  }

  private openRow({ r, hidden, ht }: Attributes): void {
    const number = r === undefined ? this.row.number + 1 : Number(r);
    if (!isRow(number) || number <= this.row.number) throw damaged('the rows of a sheet are not in order');
    const hasNoHeight = ht !== undefined && Number(ht) === 0;
    this.row = { number, hidden: isSet(hidden) || hasNoHeight, struck: false, fills: null, cells: [] };
    this.column = -1;
  }

  private openCell({ r, t = '', s }: Attributes): void {
    const place = r === undefined ? { column: this.column + 1, row: this.row.number } : placeOf(r);
    const isNext = place.row === this.row.number && place.column > this.column;
    if (!isNext || !isColumn(place.column)) throw damaged('the cells of a row are not in order');
    this.column = place.column;
    this.inline.begin();
    const text = { value: '', inline: '', inlineStruck: false };
    this.cell = { type: t, style: s ?? null, ...text, hasFormula: false, hasValue: false };
  }

  private openInCell(cell: NonNullable<typeof this.cell>, element: string, attributes: Attributes): void {
    if (element === 'v') {
      this.inValue = true;
      cell.hasValue = true;
    } else if (element === 'f') cell.hasFormula = true;
    else if (element === 'is') cell.hasValue = true;
    this.inline.open(element, attributes);
  }

  private closeCell(cell: NonNullable<typeof this.cell>): void {
    this.cell = null;
    cell.inline = this.inline.end();
    cell.inlineStruck = this.inline.isStruck;
    if (cell.hasFormula) this.note(this.formulas);
    if (cell.hasFormula && !isComputed(cell)) this.note(this.uncomputed);
    if (cell.type === 'e') this.note(this.errors);
    const text = cellText(cell, this.context);
    if (text === '') return;
    if (this.column >= limits.columns) throw tooLarge('columns');
    this.characters += cell.type === 's' ? 0 : text.length;
    if (this.characters > limits.characters) throw tooLarge('texts');
    const { cells } = this.row;
    while (cells.length < this.column) cells.push('');
    cells.push(text);
    if (isStruck(cell, this.context)) this.row.struck = true;
    const fill = this.context.fills[Number(cell.style ?? 0)] ?? '';
    if (fill === '') return;
    this.row.fills ??= new Map();
    this.row.fills.set(this.column, fill);
  }

  private closeRow(): void {
    const { cells } = this.row;
    if (cells.length === 0) return;
    // The first row with text is usually the header.
    if (this.rows.length > limits.rows) throw tooLarge('rows');
    this.cellCount += cells.length;
    if (this.cellCount > limits.cells) throw tooLarge('cells');
    this.rows.push(this.row);
  }

  private note(counted: CountedCells): void {
    counted.count += 1;
    counted.first ??= cellName({ column: this.column, row: this.row.number });
  }

  private hideColumns({ min, max, hidden }: Attributes): void {
    if (this.hiddenColumns.length >= limits.merges) throw tooLarge('columns');
    if (isSet(hidden)) this.hiddenColumns.push({ first: Number(min) - 1, last: Number(max) - 1 });
  }

  private merge(range: string): void {
    const [from = '', to = from] = range.split(':');
    if (this.merges.length >= limits.merges) throw tooLarge('cells');
    this.merges.push({ name: range, from: placeOf(from), to: placeOf(to) });
  }
}

/**
 * Whether a formula has a stored value. Some programs leave it out; others write an empty one, which is valid only for
 * a text.
 */
function isComputed({ type, value, hasValue }: StoredCell & { hasValue: boolean }): boolean {
  return hasValue && (value !== '' || type === 'str' || type === 'inlineStr');
}

/** Whether a rule of conditional formatting compares numbers by colours, bars or icons. */
function isScale({ type = '' }: Attributes): boolean {
  return type === 'colorScale' || type === 'dataBar' || type === 'iconSet';
}
