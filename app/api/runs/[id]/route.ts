import { runQuerySchema } from '#lib/contract/run';
import { app } from '#lib/server/app';
import { jsonInPieces } from '#lib/server/http/pieces-response';
import { answer, handle, json, refuse } from '#lib/server/http/route';
import { runHead, runText } from '#lib/server/http/run-views';

type Context = { params: Promise<{ id: string }> };

/** A run, and the users of its plan unless they are left out. Their outcomes come by the event stream. */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return handle(request, { query: runQuerySchema }, async ({ query }) => {
    const { runs } = app().engine;
    const { id } = await params;
    const found = await runs.detail(id, request.signal);
    if (!found.ok) return refuse(found.error);
    const open = runs.openUsers()(id);
    return query.entries === 'none'
      ? json(runHead(found.value, open))
      : jsonInPieces(runText(found.value, open));
  });
}

/** Deletes a run that has ended, with its plan, its journal and its report. */
export function DELETE(request: Request, { params }: Context): Promise<Response> {
  return handle(request, {}, async () =>
    answer(app().engine.retention.purgeRun((await params).id), () => ({})),
  );
}
