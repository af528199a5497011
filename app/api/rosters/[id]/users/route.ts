import { app } from '#lib/server/app';
import { answer, handle } from '#lib/server/route';
import { reviewUser } from '#lib/server/views';

/** All users of a roster, in file order, with whether each is ticked and why some cannot be. */
export function GET(_request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return handle(async () => {
    const { rosters, protections } = app().engine;
    const protectedNow = protections.all();
    return answer(rosters.review((await params).id), (users) => ({
      users: users.map((each) =>
        reviewUser(each, protectedNow.get(each.user.accountId ?? '')?.source ?? null),
      ),
    }));
  });
}
