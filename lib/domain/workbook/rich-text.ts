/** The text of a string of a workbook, put together from its parts with different formats. */
import { tooLarge } from '#lib/domain/workbook/package/fault';
import { limits } from '#lib/domain/workbook/package/limits';
import { type Attributes, isUnset } from '#lib/domain/workbook/package/xml';

/** Collects one text. Pronunciation hints (`rPh`) stand beside the text and are no part of it. */
export class RichText {
  /** Whether a part of the text is struck through. */
  isStruck = false;
  private text = '';
  private partIsStruck = false;
  private inText = false;
  private hints = 0;

  /** Begins a text. */
  begin(): void {
    this.text = '';
    this.isStruck = false;
    this.partIsStruck = false;
    this.inText = false;
    this.hints = 0;
  }

  open(element: string, attributes: Attributes): void {
    if (element === 'rPh') this.hints += 1;
    else if (element === 'r') this.partIsStruck = false;
    else if (element === 'strike') this.partIsStruck = !isUnset(attributes.val);
    else if (element === 't') this.inText = this.hints === 0;
  }

  close(element: string): void {
    if (element === 'rPh') this.hints -= 1;
    else if (element === 't') this.inText = false;
  }

  add(text: string): void {
    if (!this.inText) return;
    this.text += text;
    if (this.partIsStruck && text.trim() !== '') this.isStruck = true;
    if (this.text.length > limits.piece) throw tooLarge('texts');
  }

  /** The text so far. */
  end(): string {
    return unescaped(this.text);
  }
}

/** The characters that XML cannot hold are written as `_x000D_`, and such a text itself as `_x005F_x000D_`. */
export function unescaped(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
