import { usersQuerySchema } from '#lib/contract/roster';
import { app } from '#lib/server/app';
import { jsonInPieces } from '#lib/server/http/pieces-response';
import { usersText } from '#lib/server/http/roster-views';
import { handle, refuse } from '#lib/server/http/route';

type Context = { params: Promise<{ id: string }> };

/**
 * All users of a roster, the first of them, or those that have changed, in file order, each with its tick, or the
 * reason why it cannot have one.
 */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return handle(request, { query: usersQuerySchema }, async ({ query: { first, since = null } }) => {
    const { engine, servedReviews } = app();
    const { rosters, preflight } = engine;
    const { id } = await params;
    const roster = rosters.get(id);
    if (!roster.ok) return refuse(roster.error);
    const reviewed = await rosters.review(id, first);
    if (!reviewed.ok) return refuse(reviewed.error);
    // The first users are sent without their predictions, since those need the preflight of all users.
    if (first !== undefined) return jsonInPieces(usersText(roster.value, reviewed.value, null));
    const { predictions } = await preflight.knownInPieces(id);
    const { users, ...head } = await servedReviews.answer(id, reviewed.value, predictions, since);
    return jsonInPieces(usersText(roster.value, users, predictions, head));
  });
}
