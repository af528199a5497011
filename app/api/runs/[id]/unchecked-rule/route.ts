import { app } from '#lib/server/app';
import { answer, handle } from '#lib/server/http/route';

type Context = { params: Promise<{ id: string }> };

/** The protection rule that keeps a run from being resumed. */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return handle(request, {}, async () =>
    answer(await app().engine.runs.uncheckedRule((await params).id, request.signal), (rule) => ({ rule })),
  );
}
