import { dateOrderRequestSchema } from '#lib/contract/roster';
import { app } from '#lib/server/app';
import { rosterDetail } from '#lib/server/http/roster-views';
import { handle, json, refuse } from '#lib/server/http/route';

/** Records whether the day or the month is first in the dates of a column. */
export function PUT(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return handle(request, { body: dateOrderRequestSchema }, async ({ body: { column, order } }) => {
    const { engine } = app();
    const said = engine.rosters.setDateOrder((await params).id, column, order);
    return said.ok ? json(await rosterDetail(engine, said.value)) : refuse(said.error);
  });
}
