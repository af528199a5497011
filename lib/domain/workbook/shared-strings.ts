/** The texts that the cells of a workbook share: a cell holds only the number of its text. */
import { tooLarge } from '#lib/domain/workbook/package/fault';
import { limits } from '#lib/domain/workbook/package/limits';
import type { Parts } from '#lib/domain/workbook/package/parts';
import type { XmlHandler } from '#lib/domain/workbook/package/xml';
import { RichText } from '#lib/domain/workbook/rich-text';

/** The shared texts, and the numbers of those of which a part is struck through. */
export interface SharedTexts {
  shared: readonly string[];
  sharedStruck: ReadonlySet<number>;
}

/** Reads the shared texts; none if the workbook has no such part. */
export function* sharedStrings(parts: Parts, part: string | null): Generator<void, SharedTexts> {
  const texts: string[] = [];
  const struck = new Set<number>();
  const all = { shared: texts, sharedStruck: struck };
  if (part === null) return all;
  const text = new RichText();
  let characters = 0;
  const handler: XmlHandler = {
    open(element, attributes) {
      if (element === 'si') text.begin();
      else text.open(element, attributes);
    },
    close(element) {
      if (element !== 'si') return text.close(element);
      const whole = text.end();
      characters += whole.length;
      if (characters > limits.characters || texts.length >= limits.cells) throw tooLarge('texts');
      if (text.isStruck) struck.add(texts.length);
      texts.push(whole);
    },
    text: (piece) => text.add(piece),
  };
  yield* parts.read(part, handler, limits.unpackedBytes);
  return all;
}
