import { usersQuerySchema } from '#lib/contract/roster';
import { app } from '#lib/server/app';
import { jsonInPieces } from '#lib/server/http/pieces-response';
import { handle, refuse } from '#lib/server/http/route';
import { usersText } from '#lib/server/http/views';

type Context = { params: Promise<{ id: string }> };

/**
 * All users of a roster or the first of them, in file order, each with its tick, or the reason why it cannot have one.
 */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return handle(request, { query: usersQuerySchema }, async ({ query: { first } }) => {
    const { rosters, preflight } = app().engine;
    const { id } = await params;
    const reviewed = await rosters.review(id, first);
    if (!reviewed.ok) return refuse(reviewed.error);
    // The first few users come without their predictions, so that the preflight of all users need not be read.
    const known = first === undefined ? await preflight.knownInPieces(id) : null;
    return jsonInPieces(usersText(reviewed.value, known?.predictions ?? null));
  });
}
