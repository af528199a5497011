import { startRequestSchema } from '#lib/contract/run';
import { app } from '#lib/server/app';
import { answer, handle, json } from '#lib/server/http/route';
import { listedRun, runSummary } from '#lib/server/http/run-views';

/** All runs, newest first. */
export function GET(request: Request): Promise<Response> {
  return handle(request, {}, () => {
    const { runs } = app().engine;
    const openOf = runs.openUsers();
    return json({ runs: runs.list().map((view) => listedRun(view, openOf(view.record.id))) });
  });
}

/** Starts the run of a sealed plan, confirmed by its digest and its number of users. */
export function POST(request: Request): Promise<Response> {
  return handle(request, { body: startRequestSchema }, async ({ body }) => {
    const { plans, runs } = app().engine;
    // The facts that the plan was judged by may be outdated: somebody may have become an organisation admin since.
    await plans.prepare(null);
    return answer(await runs.startInPieces(body), (view) => ({ run: runSummary(view) }), 201);
  });
}
