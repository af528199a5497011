/** Reads an uploaded file from a request. */
import type { UploadQuery } from '#lib/contract/roster';
import type { ColumnMapping } from '#lib/domain/roster/roster';
import type { UploadedFile } from '#lib/engine/roster/upload';

/** Maximum length of a stored file name, in characters. */
const longestName = 255;

/** The facts about the file in the query of an upload. */
export function uploadedFile(query: UploadQuery): UploadedFile {
  return {
    name: fileName(query.name, 'pasted.csv'),
    writtenAt: query.writtenAt ?? null,
    mapping: mappingIn(query),
    workbook: { sheet: query.sheet ?? null, hiddenRows: query.hiddenRows ?? null },
  };
}

/** The stored name of a file: one line, shortened if too long; `unnamed` if it has none. */
export function fileName(name: string | undefined, unnamed: string): string {
  const kept = (name ?? '')
    .replaceAll(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, longestName);
  return kept || unnamed;
}

/** Null if the admin was not asked about the columns. */
function mappingIn(query: UploadQuery): ColumnMapping | null {
  const { accountId, email, nameColumn, status, orgRole, groupName, lastSeen, headerLine } = query;
  if (accountId === undefined && email === undefined) return null;
  return {
    accountId: accountId ?? null,
    email: email ?? null,
    name: nameColumn ?? null,
    status: status ?? null,
    ...(orgRole === undefined ? {} : { orgRole }),
    ...(groupName === undefined ? {} : { groupName }),
    ...(lastSeen === undefined ? {} : { lastSeen }),
    ...(headerLine === undefined ? {} : { headerLine }),
  };
}

/** The bytes of the body as they arrive. */
export async function* requestBytes(request: Request): AsyncGenerator<Uint8Array> {
  if (!request.body) return;
  const reader = request.body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** The length of the body according to its Content-Length header, in bytes; null if there is none. */
export function statedBytes(request: Request): number | null {
  const stated = request.headers.get('content-length') ?? '';
  return /^\d+$/.test(stated) ? Number(stated) : null;
}
