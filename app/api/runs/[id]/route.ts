import { app } from '#lib/server/app';
import { jsonInPieces } from '#lib/server/http/pieces-response';
import { answer, handle, refuse } from '#lib/server/http/route';
import { runText } from '#lib/server/http/views';

type Context = { params: Promise<{ id: string }> };

/** A run and the users of its plan. Their outcomes come by the event stream. */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return handle(request, {}, async () => {
    const found = await app().engine.runs.detail((await params).id, request.signal);
    if (!found.ok) return refuse(found.error);
    return jsonInPieces(runText(found.value));
  });
}

/** Deletes a run that has ended, with its plan, its journal and its report. */
export function DELETE(request: Request, { params }: Context): Promise<Response> {
  return handle(request, {}, async () =>
    answer(app().engine.retention.purgeRun((await params).id), () => ({})),
  );
}
