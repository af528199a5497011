/** The texts that the cells of a workbook share: a cell holds only the number of its text. */
import { tooLarge } from '#lib/domain/workbook/package/fault';
import { limits } from '#lib/domain/workbook/package/limits';
import type { Parts } from '#lib/domain/workbook/package/parts';
import type { XmlHandler } from '#lib/domain/workbook/package/xml';
import { RichText } from '#lib/domain/workbook/rich-text';

/** Reads the shared texts; none if the workbook has no such part. */
export function* sharedStrings(parts: Parts, part: string | null): Generator<void, string[]> {
  const texts: string[] = [];
  if (part === null) return texts;
  const text = new RichText();
  let characters = 0;
  const handler: XmlHandler = {
    open(element) {
      if (element === 'si') text.begin();
      else text.open(element);
    },
    close(element) {
      if (element !== 'si') return text.close(element);
      const whole = text.end();
      characters += whole.length;
      if (characters > limits.characters || texts.length >= limits.cells) throw tooLarge('texts');
      texts.push(whole);
    },
    text: (piece) => text.add(piece),
  };
  yield* parts.read(part, handler, limits.unpackedBytes);
  return texts;
}
