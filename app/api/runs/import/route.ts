import { importQuerySchema } from '#lib/contract/run';
import { app } from '#lib/server/app';
import { answer, handle } from '#lib/server/http/route';
import { runSummary } from '#lib/server/http/run-views';
import { fileName, requestBytes } from '#lib/server/http/upload';

/** Results of Postman or Newman (their JSON export) become a run that has ended. */
export function POST(request: Request): Promise<Response> {
  return handle(request, { query: importQuerySchema, body: 'file' }, async ({ query }) => {
    const name = fileName(query.name, 'results.json');
    const imported = await app().engine.imports.results(requestBytes(request), name);
    return answer(imported, (view) => ({ run: runSummary(view) }), 201);
  });
}
