/**
 * Reads the XML of a workbook as it is unpacked. A document type is refused, so there are no entities but the five of
 * XML, and nothing outside the file is ever looked at.
 */
import { SaxesParser } from 'saxes';
import { damaged, tooLarge, WorkbookProblem } from '#lib/domain/workbook/package/fault';
import { limits } from '#lib/domain/workbook/package/limits';

/** The attributes of an element, by their names as written. */
export type Attributes = Readonly<Record<string, string>>;

/** The events of a document. Names are without the prefix of the root; those of other prefixes keep theirs. */
export interface XmlHandler {
  open(name: string, attributes: Attributes): void;
  close?(name: string): void;
  text?(text: string): void;
}

/**
 * Reads a document from its bytes; yields after each piece, so that other work can be done. Throws a
 * `WorkbookProblem` if it is not well-formed.
 */
export function* readXml(pieces: Iterable<Uint8Array>, handler: XmlHandler): Generator<void> {
  const parser = new SaxesParser({ xmlns: false, position: false } as const);
  let prefix: string | null = null;
  let waiting = 0;
  let depth = 0;
  const local = (name: string): string =>
    prefix !== null && prefix !== '' && name.startsWith(prefix) ? name.slice(prefix.length) : name;
  parser.on('doctype', () => {
    throw damaged('it has a document type definition (DTD), which no workbook has');
  });
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding !== undefined && !/^utf-?(?:8|16)$|^us-ascii$/i.test(encoding)) {
      throw damaged('a part of it is in an encoding that no workbook has');
    }
  });
  parser.on('opentag', ({ name, attributes }) => {
    prefix ??= name.slice(0, name.indexOf(':') + 1);
    waiting = 0;
    depth += 1;
    if (depth > limits.depth) throw damaged('the elements of a part are nested too deeply');
    handler.open(local(name), attributes);
  });
  parser.on('closetag', ({ name }) => {
    waiting = 0;
    depth -= 1;
    handler.close?.(local(name));
  });
  parser.on('text', (text) => handler.text?.(text));
  parser.on('cdata', (text) => handler.text?.(text));
  try {
    for (const text of texts(pieces)) {
      // Text and tags are kept until they end.
      waiting += text.length;
      parser.write(text);
      if (waiting > limits.piece) throw tooLarge('texts');
      yield;
    }
    parser.close();
  } catch (problem) {
    throw problem instanceof WorkbookProblem ? problem : damaged('a part of it is not well-formed XML');
  }
}

/** The text of the bytes. The standard allows UTF-8 and, with a byte order mark, UTF-16. */
function* texts(pieces: Iterable<Uint8Array>): Generator<string> {
  let decoder: TextDecoder | null = null;
  for (const piece of pieces) {
    decoder ??= new TextDecoder(encodingOf(piece), { fatal: true });
    yield decoder.decode(piece, { stream: true });
  }
  if (decoder) yield decoder.decode();
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}

/** Whether an attribute is set, in both spellings of the standard. */
export const isSet = (value: string | undefined): boolean => value === '1' || value === 'true';

/** Whether an attribute that is set by default has the value for no. */
export const isUnset = (value: string | undefined): boolean => value === '0' || value === 'false';
