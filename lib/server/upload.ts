/** An uploaded export, as a request carries it. */
import type { ColumnMapping } from '#lib/domain/roster';
import type { UploadedFile } from '#lib/engine/rosters';

/** The longest file name that is kept, in characters. */
const longestName = 255;

/**
 * Name and date of the file, from the address: `?name=…&writtenAt=…` (ms since the epoch), and which column is what,
 * where the admin was asked: `&accountId=0&email=2&nameColumn=1&status=3`.
 */
export function uploadedFile(request: Request, unnamed = 'pasted.csv'): UploadedFile {
  const query = new URL(request.url).searchParams;
  const name = (query.get('name') ?? '')
    .replaceAll(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, longestName);
  const writtenAt = query.get('writtenAt') ?? '';
  return {
    name: name || unnamed,
    writtenAt: /^\d{1,15}$/.test(writtenAt) ? Number(writtenAt) : null,
    mapping: mappingIn(query),
  };
}

/** Null where neither the account ID's nor the e-mail's column is said. */
function mappingIn(query: URLSearchParams): ColumnMapping | null {
  const place = (name: string) => {
    const text = query.get(name) ?? '';
    return /^\d{1,4}$/.test(text) ? Number(text) : null;
  };
  const mapping = {
    accountId: place('accountId'),
    email: place('email'),
    name: place('nameColumn'),
    status: place('status'),
  };
  return mapping.accountId === null && mapping.email === null ? null : mapping;
}

/** The whole body as UTF-8 text; null where it is longer than `maxBytes`. */
export async function requestText(request: Request, maxBytes: number): Promise<string | null> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of requestBytes(request)) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) return null;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
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

/** How long the body says it is, in bytes; null where it does not say. */
export function statedBytes(request: Request): number | null {
  const stated = request.headers.get('content-length') ?? '';
  return /^\d+$/.test(stated) ? Number(stated) : null;
}
