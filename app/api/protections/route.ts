import { protectRequestSchema } from '#lib/contract/protection';
import { app } from '#lib/server/app';
import { listBody } from '#lib/server/http/json-body';
import { jsonInPieces } from '#lib/server/http/pieces-response';
import { protectionsText } from '#lib/server/http/roster-views';
import { handle, refuse } from '#lib/server/http/route';

/** All protected users, including the admin's own account. */
export function GET(request: Request): Promise<Response> {
  return handle(request, {}, () => jsonInPieces(protectionsText(app().engine)));
}

/** Protects one account, or some accounts of a roster. */
export function POST(request: Request): Promise<Response> {
  return handle(request, { body: protectRequestSchema, limits: listBody }, async ({ body }) => {
    const { protections } = app().engine;
    const { reason, ...accounts } = body;
    await protections.settled();
    const added =
      'accountId' in accounts ? protections.protect(accounts, reason) : await protectSome(accounts, reason);
    return added.ok ? jsonInPieces(protectionsText(app().engine), 201) : refuse(added.error);
  });
}

async function protectSome(
  { rosterId, accountIds }: { rosterId: string; accountIds: string[] },
  reason: string,
) {
  const { protections, rosters } = app().engine;
  const people = await rosters.people(rosterId, accountIds);
  return people.ok ? protections.protectAll(people.value, reason) : people;
}
