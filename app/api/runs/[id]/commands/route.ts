import { type CommandRequest, commandRequestSchema } from '#lib/contract/run';
import { app } from '#lib/server/app';
import { answer, handle } from '#lib/server/http/route';
import { runSummary } from '#lib/server/http/run-views';

/** These two also work while the journal cannot be written: such a run calls nobody. */
const keepsFromCalling = ({ command }: CommandRequest) => command === 'stop' || command === 'pause';

/** Pauses, resumes or stops a run. */
export function POST(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const takes = { body: commandRequestSchema, countsUnwritten: keepsFromCalling };
  return handle(request, takes, async ({ body }) => {
    const { command, ...answers } = body;
    const said = app().engine.runs.command((await params).id, command, answers);
    return answer(said, (view) => ({ run: runSummary(view) }));
  });
}
