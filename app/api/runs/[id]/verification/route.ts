import { app } from '#lib/server/app';
import { answer, handle } from '#lib/server/http/route';
import { runSummary } from '#lib/server/http/run-views';

type Context = { params: Promise<{ id: string }> };

/** Reads the accounts of an ended run again. The results come by the event stream. */
export function POST(request: Request, { params }: Context): Promise<Response> {
  return handle(request, {}, async () =>
    answer(app().engine.runs.verify((await params).id), (view) => ({ run: runSummary(view) })),
  );
}
