import { app } from '#lib/server/app';
import { answer, handle } from '#lib/server/http/route';

type Params = { params: Promise<{ id: string }> };

/** How many users are known by e-mail address only, and how far looking them up is. */
export function GET(request: Request, { params }: Params): Promise<Response> {
  return handle(request, {}, async () =>
    answer(await app().engine.lookUp.view((await params).id), (view) => view),
  );
}

/** Begins, or goes on, to look them up in the organisation, in the background. */
export function POST(request: Request, { params }: Params): Promise<Response> {
  return handle(request, {}, async () =>
    answer(await app().engine.lookUp.start((await params).id), (view) => view, 202),
  );
}

/** Stops; what was found is kept. */
export function DELETE(request: Request, { params }: Params): Promise<Response> {
  return handle(request, {}, async () =>
    answer(await app().engine.lookUp.cancel((await params).id), (view) => view),
  );
}
