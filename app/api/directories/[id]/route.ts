import { app } from '#lib/server/app';
import { answer, handle } from '#lib/server/http/route';

type Context = { params: Promise<{ id: string }> };

/** Deletes the directory of an organisation. Its facts are read from Atlassian again when they are needed. */
export function DELETE(request: Request, { params }: Context): Promise<Response> {
  return handle(request, {}, async () =>
    answer(app().engine.directories.remove((await params).id), () => ({})),
  );
}
