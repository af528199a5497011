/** Recognises by content what a container file is, so that the message can name it and say how to save it as CSV. */
import { type SavesCsv, WorkbookProblem } from '#lib/domain/workbook/package/fault';
import type { Parts, Relationship } from '#lib/domain/workbook/package/parts';

const openDocument = 'application/vnd.oasis.opendocument.';

/** The name of the part with the list of sheets. Throws a `WorkbookProblem` if the ZIP file is no `.xlsx`. */
export function* mainPart(parts: Parts): Generator<void, string> {
  const mimetype = new TextDecoder().decode(parts.beginning('mimetype'));
  if (mimetype.startsWith(`${openDocument}spreadsheet`)) {
    throw other('an OpenDocument spreadsheet (.ods)', 'libreoffice');
  }
  if (mimetype.startsWith(openDocument)) throw other('an OpenDocument text or drawing', null);
  const names = [...parts.entries.keys()];
  if (names.some((name) => name.endsWith('.iwa') || name === 'index.zip')) {
    throw other('a Numbers spreadsheet (.numbers), or a document of another program of Apple', 'numbers');
  }
  const start = [...(yield* parts.relationships('')).values()].find(isMain)?.target ?? '';
  if (start.endsWith('.bin')) throw other('a binary Excel workbook (.xlsb)', 'excel');
  if (start.startsWith('word/')) throw other('a Word document', null);
  if (start.startsWith('ppt/')) throw other('a presentation', null);
  if (start === '') throw other('a ZIP archive', null);
  return start;
}

const isMain = ({ type }: Relationship): boolean => type === 'officeDocument';

/**
 * The problem of a compound file, the container that Office used before 2007. A workbook with a password is one too.
 * The names of its streams are in UTF-16.
 */
export function compoundFile(bytes: Uint8Array): WorkbookProblem {
  // They stand at even places.
  const text = new TextDecoder('utf-16le').decode(bytes);
  if (text.includes('EncryptedPackage')) return new WorkbookProblem({ kind: 'password' });
  if (text.includes('WordDocument')) return other('an old Word document (.doc)', null);
  if (text.includes('PowerPoint Document')) return other('an old presentation (.ppt)', null);
  return other('an old Excel workbook (.xls)', 'excel');
}

function other(name: string, app: SavesCsv | null): WorkbookProblem {
  return new WorkbookProblem({ kind: 'other-format', name, app });
}
