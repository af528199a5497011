import { operatorRequestSchema } from '#lib/contract/roster';
import { app } from '#lib/server/app';
import { rosterDetail } from '#lib/server/http/roster-views';
import { handle, json, refuse } from '#lib/server/http/route';

/** Records which account is the admin's own, or that it is not in this file. */
export function PUT(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return handle(request, { body: operatorRequestSchema }, async ({ body }) => {
    const { rosters } = app().engine;
    const { id } = await params;
    const said =
      'accountId' in body
        ? await rosters.setOperator(id, body.accountId)
        : await rosters.setOperatorAbsent(id, body.email);
    return said.ok ? json(await rosterDetail(app().engine, said.value)) : refuse(said.error);
  });
}
