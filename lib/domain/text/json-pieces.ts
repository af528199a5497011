/** Writes a JSON text that contains a long list, in pieces. Pure. */
import { inGroups } from '#lib/domain/text/pieces';

/**
 * The text of `JSON.stringify({ ...head, [name]: items }, null, indent)`, in pieces. `head` must not have the key
 * `name`.
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
    // Line breaks inside texts are escaped, so every remaining one belongs to the layout.
    const texts = group.map((item) => deep + JSON.stringify(item, null, indent).replaceAll('\n', deep));
    yield `${any ? ',' : ''}${texts.join(',')}`;
    any = true;
  }
  yield `${any ? before : ''}]${indent === 0 ? '' : '\n'}}`;
}
