import { importProtectionsQuerySchema } from '#lib/contract/protection';
import { app } from '#lib/server/app';
import { answer, handle } from '#lib/server/http/route';
import { requestBytes } from '#lib/server/http/upload';

/** Reads a file of protections and answers with what it would add. With `?apply=1` it adds all of it or nothing. */
export function POST(request: Request): Promise<Response> {
  return handle(request, { query: importProtectionsQuerySchema, body: 'file' }, async ({ query }) => {
    const read = app().engine.protectionFile.read(requestBytes(request), query.apply === '1');
    return answer(await read, (brought) => brought);
  });
}
