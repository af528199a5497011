/** A JSON text with a long list in it, in pieces. Pure. */
import { inGroups } from '#lib/domain/text/pieces';

/**
 * The text that `JSON.stringify({ ...head, [name]: items }, null, indent)` gives, in pieces: one after the other they
 * are it. `head` is an object that has not this name.
 */
export function* jsonWithList(
  head: object,
  name: string,
  items: Iterable<unknown>,
  indent = 0,
): Generator<string> {
  const before = indent === 0 ? '' : `\n${' '.repeat(indent)}`;
  const deep = before && before + ' '.repeat(indent);
  const begun = JSON.stringify(head, null, indent).replace(/\n?\}$/, '');
  const colon = indent === 0 ? ':' : ': ';
  yield `${begun}${begun === '{' ? '' : ','}${before}${JSON.stringify(name)}${colon}[`;
  let any = false;
  for (const group of inGroups(items)) {
    // A line break of the text itself is escaped: those that are there are of the layout.
    const texts = group.map((item) => deep + JSON.stringify(item, null, indent).replaceAll('\n', deep));
    yield `${any ? ',' : ''}${texts.join(',')}`;
    any = true;
  }
  yield `${any ? before : ''}]${indent === 0 ? '' : '\n'}}`;
}
