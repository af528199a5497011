import { importProtectionsQuerySchema } from '#lib/contract/protection';
import { app } from '#lib/server/app';
import { answer, handle, refuse } from '#lib/server/http/route';
import { requestText } from '#lib/server/http/upload';

const maxBytes = 5_000_000;

/** Reads a file of protections and answers with what it would add. With `?apply=1` it adds all of it or nothing. */
export function POST(request: Request): Promise<Response> {
  return handle(request, { query: importProtectionsQuerySchema, body: 'file' }, async ({ query }) => {
    const text = await requestText(request, maxBytes);
    if (text === null) {
      const hint = 'Import it in parts. Nothing was changed.';
      return refuse({ code: 'too-large', message: 'The file has more than 5 MB.', hint });
    }
    return answer(await app().engine.protectionFile.read(text, query.apply === '1'), (brought) => brought);
  });
}
