import { preflightRequestSchema } from '#lib/contract/preflight';
import { app } from '#lib/server/app';
import { answer, handle } from '#lib/server/http/route';
import { preflightView } from '#lib/server/http/views';

type Params = { params: Promise<{ id: string }> };

/** What is known of a roster's people, and how far the questions are. */
export function GET(request: Request, { params }: Params): Promise<Response> {
  return handle(request, {}, async () =>
    answer(await app().engine.preflight.view((await params).id), preflightView),
  );
}

/** Begins to ask Atlassian, in the background. */
export function POST(request: Request, { params }: Params): Promise<Response> {
  return handle(request, { body: preflightRequestSchema }, async ({ body }) => {
    return answer(await app().engine.preflight.start((await params).id, body.parts), preflightView, 202);
  });
}

/** Stops asking; what was answered by then is kept. */
export function DELETE(request: Request, { params }: Params): Promise<Response> {
  return handle(request, {}, async () =>
    answer(await app().engine.preflight.cancel((await params).id), preflightView),
  );
}
