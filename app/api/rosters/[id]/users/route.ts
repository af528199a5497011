import { usersQuerySchema } from '#lib/contract/roster';
import { app } from '#lib/server/app';
import { answer, handle } from '#lib/server/http/route';
import { reviewUser } from '#lib/server/http/views';

type Context = { params: Promise<{ id: string }> };

/** All users of a roster, in file order, with whether each is ticked and why some cannot be; or the first of them. */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return handle(request, { query: usersQuerySchema }, async ({ query: { first } }) => {
    const { rosters, preflight } = app().engine;
    const { id } = await params;
    // What preflight said of everybody is not read for a glance at the first few.
    const predictions = first === undefined ? preflight.known(id).predictions : null;
    return answer(rosters.review(id, first), (users) => ({
      users: users.map((each) => reviewUser(each, predictions?.get(each.user.accountId ?? ''))),
    }));
  });
}
