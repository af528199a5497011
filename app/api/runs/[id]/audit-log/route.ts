import { app } from '#lib/server/app';
import { answer, handle } from '#lib/server/http/route';
import { runSummary } from '#lib/server/http/run-views';

type Context = { params: Promise<{ id: string }> };

/** Reads Atlassian's audit log of the time of an ended run. The results come by the event stream. */
export function POST(request: Request, { params }: Context): Promise<Response> {
  return handle(request, {}, async () =>
    answer(app().engine.runs.readAuditLog((await params).id), (view) => ({ run: runSummary(view) })),
  );
}
