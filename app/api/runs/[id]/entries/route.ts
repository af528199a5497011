import { runEntriesQuerySchema } from '#lib/contract/run';
import { app } from '#lib/server/app';
import { answer, handle } from '#lib/server/http/route';

/** Some people of the plan of a run, from a position on. */
export function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return handle(request, { query: runEntriesQuerySchema }, async ({ query }) =>
    answer(app().engine.runs.entries((await params).id, query.from), (page) => page),
  );
}
