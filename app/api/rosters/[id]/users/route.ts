import { usersQuerySchema } from '#lib/contract/roster';
import { app } from '#lib/server/app';
import { jsonInPieces } from '#lib/server/http/pieces-response';
import { handle, refuse } from '#lib/server/http/route';
import { usersText } from '#lib/server/http/views';

type Context = { params: Promise<{ id: string }> };

/** All users of a roster, in file order, with whether each is ticked and why some cannot be; or the first of them. */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return handle(request, { query: usersQuerySchema }, async ({ query: { first } }) => {
    const { rosters, preflight } = app().engine;
    const { id } = await params;
    const reviewed = await rosters.review(id, first);
    if (!reviewed.ok) return refuse(reviewed.error);
    // What preflight said of everybody is not read for a glance at the first few.
    const known = first === undefined ? await preflight.knownInPieces(id) : null;
    return jsonInPieces(usersText(reviewed.value, known?.predictions ?? null));
  });
}
