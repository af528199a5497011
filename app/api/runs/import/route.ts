import { importQuerySchema } from '#lib/contract/run';
import { app } from '#lib/server/app';
import { answer, handle, refuse } from '#lib/server/route';
import { fileName, requestText } from '#lib/server/upload';
import { runSummary } from '#lib/server/views';

/** The largest result file that is read, in bytes. Newman writes about 4 KB a user. */
const maxBytes = 200_000_000;

/** Results of Postman or Newman (their JSON export) become a run that has ended. */
export function POST(request: Request): Promise<Response> {
  return handle(request, { query: importQuerySchema, body: 'file' }, async ({ query }) => {
    const name = fileName(query.name, 'results.json');
    const text = await requestText(request, maxBytes);
    if (text === null) {
      const cure = 'Run the collection in parts, and import each.';
      return refuse({ code: 'too-large', message: 'The file has more than 200 MB.', cure });
    }
    return answer(app().engine.imports.results(text, name), (view) => ({ run: runSummary(view) }), 201);
  });
}
