import { app } from '#lib/server/app';
import { answer, handle } from '#lib/server/http/route';

type Context = { params: Promise<{ id: string }> };

/** Deletes what is kept of an organisation. It is asked again when it is needed. */
export function DELETE(request: Request, { params }: Context): Promise<Response> {
  return handle(request, {}, async () =>
    answer(app().engine.directories.remove((await params).id), () => ({})),
  );
}
