import { startRequestSchema } from '#lib/contract/run';
import { app } from '#lib/server/app';
import { answer, handle, json, readBody, refuse } from '#lib/server/route';
import { runSummary } from '#lib/server/views';

/** All runs, newest first. */
export function GET(): Promise<Response> {
  return handle(() => json({ runs: app().engine.runs.list().map(runSummary) }));
}

/** Starts the run of a sealed plan, confirmed by its digest and its number of users. */
export function POST(request: Request): Promise<Response> {
  return handle(async () => {
    const body = await readBody(request, startRequestSchema);
    if (!body.ok) return refuse(body.error);
    return answer(app().engine.runs.start(body.value), (view) => ({ run: runSummary(view) }), 201);
  });
}
