import { app } from '#lib/server/app';
import { answer, handle } from '#lib/server/http/route';

type Params = { params: Promise<{ id: string }> };

/** The number of users who are known only by their e-mail address, and the progress of the look-up. */
export function GET(request: Request, { params }: Params): Promise<Response> {
  return handle(request, {}, async () =>
    answer(await app().engine.lookUp.view((await params).id), (view) => view),
  );
}

/** Begins or continues to look them up in the organisation, in the background. */
export function POST(request: Request, { params }: Params): Promise<Response> {
  return handle(request, {}, async () =>
    answer(await app().engine.lookUp.start((await params).id), (view) => view, 202),
  );
}

/** Stops the look-up and keeps what it has found. */
export function DELETE(request: Request, { params }: Params): Promise<Response> {
  return handle(request, {}, async () =>
    answer(await app().engine.lookUp.cancel((await params).id), (view) => view),
  );
}
