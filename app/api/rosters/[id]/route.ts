import { app } from '#lib/server/app';
import { rosterDetail } from '#lib/server/http/roster-views';
import { answer, handle, json, refuse } from '#lib/server/http/route';

type Context = { params: Promise<{ id: string }> };

/** One roster, with the eligibility of its users in numbers. */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return handle(request, {}, async () => {
    const { rosters } = app().engine;
    const roster = rosters.get((await params).id);
    return roster.ok ? json(await rosterDetail(app().engine, roster.value)) : refuse(roster.error);
  });
}

/** Deletes a roster; plans and runs made from it stay. */
export function DELETE(request: Request, { params }: Context): Promise<Response> {
  return handle(request, {}, async () =>
    answer(await app().engine.retention.purgeRoster((await params).id), () => ({})),
  );
}
