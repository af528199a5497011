import { app } from '#lib/server/app';
import { answer, handle } from '#lib/server/http/route';
import { rosterDetail } from '#lib/server/http/views';

type Context = { params: Promise<{ id: string }> };

/** One roster, with where its users stand. */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return handle(request, {}, async () => {
    const { rosters } = app().engine;
    return answer(rosters.get((await params).id), (record) => rosterDetail(app().engine, record));
  });
}

/** Deletes a roster; plans and runs made from it stay. */
export function DELETE(request: Request, { params }: Context): Promise<Response> {
  return handle(request, {}, async () =>
    answer(app().engine.keeping.purgeRoster((await params).id), () => ({})),
  );
}
