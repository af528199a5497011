import { commandRequestSchema } from '#lib/contract/run';
import { app } from '#lib/server/app';
import { answer, handle } from '#lib/server/route';
import { runSummary } from '#lib/server/views';

/** Pauses, resumes or stops a run. */
export function POST(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return handle(request, { body: commandRequestSchema }, async ({ body }) => {
    const said = app().engine.runs.command((await params).id, body.command);
    return answer(said, (view) => ({ run: runSummary(view) }));
  });
}
