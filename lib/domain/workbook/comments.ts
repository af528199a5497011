/**
 * Reads the comments on the cells of a sheet: notes, and the threads of newer programs. They are in parts beside the
 * sheet.
 */
import { placeOf } from '#lib/domain/workbook/cell-reference';
import { tooLarge } from '#lib/domain/workbook/package/fault';
import { limits } from '#lib/domain/workbook/package/limits';
import type { Parts } from '#lib/domain/workbook/package/parts';
import type { XmlHandler } from '#lib/domain/workbook/package/xml';

/** The comments of a sheet. */
export interface SheetComments {
  /** The texts, by the number of the row. */
  byRow: ReadonlyMap<number, readonly string[]>;
  /** The number of cells with comments, and the first one in the order of the file with its text; null for none. */
  cells: number;
  first: { cell: string; text: string } | null;
}

/** The types of the links that lead to comments: threads first, beside each of which there is a note about it. */
const types = ['threadedComment', 'comments'];

/** Reads the comments of the sheet in this part; none where the file lacks theirs. */
export function* commentsOn(parts: Parts, sheet: string): Generator<void, SheetComments> {
  const byRow = new Map<number, string[]>();
  const found = new Map<string, string>();
  const links = [...(yield* parts.relationships(sheet)).values()];
  for (const type of types) {
    const threaded = new Set(found.keys());
    for (const { target } of links.filter((link) => link.type === type && parts.entries.has(link.target))) {
      const reader = new CommentReader();
      yield* parts.read(target, reader, limits.unpackedBytes);
      for (const { cell, text } of reader.comments) {
        if (threaded.has(cell)) continue;
        const { row } = placeOf(cell);
        byRow.set(row, [...(byRow.get(row) ?? []), text]);
        if (!found.has(cell)) found.set(cell, text);
      }
    }
  }
  const [first] = found;
  return { byRow, cells: found.size, first: first === undefined ? null : { cell: first[0], text: first[1] } };
}

/** Takes the XML of one part. Only texts count, not who wrote them. */
class CommentReader implements XmlHandler {
  readonly comments: { cell: string; text: string }[] = [];
  private cell: string | null = null;
  private inText = false;
  private said = '';
  private characters = 0;

  open(element: string, attributes: Readonly<Record<string, string>>): void {
    if (element === 'comment' || element === 'threadedComment') {
      this.cell = attributes.ref ?? null;
      this.said = '';
    } else if (element === 't' || (element === 'text' && this.cell !== null)) this.inText = true;
  }

  close(element: string): void {
    if (element === 't' || element === 'text') this.inText = false;
    if (element !== 'comment' && element !== 'threadedComment') return;
    const text = this.said.replaceAll(/\s+/g, ' ').trim();
    if (this.cell !== null && text !== '') this.comments.push({ cell: this.cell, text });
    this.cell = null;
  }

  text(piece: string): void {
    if (this.cell === null || !this.inText) return;
    this.said += piece;
    this.characters += piece.length;
    if (this.characters > limits.characters) throw tooLarge('texts');
  }
}
