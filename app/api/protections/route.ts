import { protectRequestSchema } from '#lib/contract/protection';
import { app } from '#lib/server/app';
import { listBody } from '#lib/server/json-body';
import { answer, handle, json, refuse } from '#lib/server/route';

const list = () => ({ protections: [...app().engine.protections.all().values()] });

/** Everybody who is protected, the admin's own account included. */
export function GET(request: Request): Promise<Response> {
  return handle(request, {}, () => json(list()));
}

/** Protects an account, or some of a roster. */
export function POST(request: Request): Promise<Response> {
  return handle(request, { body: protectRequestSchema, limits: listBody }, async ({ body }) => {
    const { protections, rosters } = app().engine;
    const { reason, ...wish } = body;
    if ('accountId' in wish) return answer(protections.protect(wish, reason), list, 201);
    const people = rosters.people(wish.rosterId, wish.accountIds);
    if (!people.ok) return refuse(people.error);
    return answer(protections.protectAll(people.value, reason), list, 201);
  });
}
