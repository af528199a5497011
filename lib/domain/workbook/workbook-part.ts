/** The list of sheets of a workbook, and the settings that change how its cells are read. */
import { damaged } from '#lib/domain/workbook/package/fault';
import type { Parts, Relationship } from '#lib/domain/workbook/package/parts';
import { isSet } from '#lib/domain/workbook/package/xml';

/** A sheet of cells. Sheets that are only a chart do not count. */
export interface Sheet {
  name: string;
  hidden: boolean;
  /** The name of its part. */
  part: string;
}

/** A workbook without its cells. */
export interface Workbook {
  /** In the order of the tabs. */
  sheets: Sheet[];
  /** The number of sheets, charts included. */
  tabs: number;
  /** Whether days count from 1904, as in old workbooks of the Mac. */
  from1904: boolean;
  sharedStrings: string | null;
  styles: string | null;
  hasMacros: boolean;
}

/** Reads the part with the list of sheets. */
export function* workbookAt(parts: Parts, main: string): Generator<void, Workbook> {
  const relationships = yield* parts.relationships(main);
  const sheets: Sheet[] = [];
  let tabs = 0;
  let from1904 = false;
  yield* parts.read(main, {
    open(element, attributes) {
      if (element === 'workbookPr') from1904 = isSet(attributes.date1904);
      if (element !== 'sheet') return;
      tabs += 1;
      const found = relationships.get(relationshipOf(attributes));
      if (found?.type !== 'worksheet') return;
      const hidden = attributes.state === 'hidden' || attributes.state === 'veryHidden';
      sheets.push({ name: attributes.name ?? '', hidden, part: found.target });
    },
  });
  if (new Set(sheets.map(({ name }) => name)).size < sheets.length) {
    throw damaged('two of its sheets have the same name');
  }
  const pointsTo = (type: string): Relationship[] =>
    [...relationships.values()].filter((found) => found.type === type);
  return {
    sheets,
    tabs,
    from1904,
    sharedStrings: pointsTo('sharedStrings')[0]?.target ?? null,
    styles: pointsTo('styles')[0]?.target ?? null,
    hasMacros: pointsTo('vbaProject').length > 0,
  };
}

/** The ID of the relationship, in whatever prefix the namespace has here. */
function relationshipOf(attributes: Readonly<Record<string, string>>): string {
  const name = Object.keys(attributes).find((key) => key.endsWith(':id'));
  return (name === undefined ? undefined : attributes[name]) ?? '';
}
