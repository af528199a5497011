import { app } from '#lib/server/app';
import { answer, handle } from '#lib/server/route';
import { reviewUser } from '#lib/server/views';

/** All users of a roster, in file order, with whether each is ticked and why some cannot be. */
export function GET(_request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return handle(async () => {
    const { rosters, protections, preflight } = app().engine;
    const { id } = await params;
    const protectedNow = protections.all();
    const { predictions } = preflight.known(id);
    return answer(rosters.review(id), (users) => ({
      users: users.map((each) => {
        const accountId = each.user.accountId ?? '';
        return reviewUser(each, protectedNow.get(accountId)?.source ?? null, predictions?.get(accountId));
      }),
    }));
  });
}
