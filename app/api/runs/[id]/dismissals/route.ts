import { dismissRequestSchema } from '#lib/contract/run';
import { app } from '#lib/server/app';
import { answer, handle } from '#lib/server/http/route';
import { runSummary } from '#lib/server/http/run-views';

type Context = { params: Promise<{ id: string }> };

/** Dismisses users of an ended run, with a reason. The entry comes by the event stream. */
export function POST(request: Request, { params }: Context): Promise<Response> {
  return handle(request, { body: dismissRequestSchema }, async ({ body }) =>
    answer(app().engine.runs.dismiss((await params).id, body), (view) => ({ run: runSummary(view) })),
  );
}
