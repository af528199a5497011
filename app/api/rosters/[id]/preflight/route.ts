import { preflightRequestSchema } from '#lib/contract/preflight';
import { app } from '#lib/server/app';
import { preflightView } from '#lib/server/http/roster-views';
import { answer, handle } from '#lib/server/http/route';

type Params = { params: Promise<{ id: string }> };

/** The answers of preflight about a roster's users, and its progress. */
export function GET(request: Request, { params }: Params): Promise<Response> {
  return handle(request, {}, async () =>
    answer(await app().engine.preflight.view((await params).id), preflightView),
  );
}

/** Begins a preflight in the background. */
export function POST(request: Request, { params }: Params): Promise<Response> {
  return handle(request, { body: preflightRequestSchema }, async ({ body }) => {
    const { parts, again } = body;
    return answer(await app().engine.preflight.start((await params).id, parts, again), preflightView, 202);
  });
}

/** Stops the preflight and keeps what it has found. */
export function DELETE(request: Request, { params }: Params): Promise<Response> {
  return handle(request, {}, async () =>
    answer(await app().engine.preflight.cancel((await params).id), preflightView),
  );
}
