import { sealRequestSchema } from '#lib/contract';
import { app } from '#lib/server/app';
import { answer, handle, readBody, refuse } from '#lib/server/route';

/** Seals a plan: the ticked users of a roster, or some of those of an ended run. */
export function POST(request: Request): Promise<Response> {
  return handle(async () => {
    const body = await readBody(request, sealRequestSchema);
    if (!body.ok) return refuse(body.error);
    const { plans, runs } = app().engine;
    const wish = body.value;
    const sealed =
      'rosterId' in wish
        ? plans.seal(wish.rosterId, wish.message || null, wish.options)
        : 'fromRunId' in wish
          ? runs.sealFrom(wish.fromRunId, wish.users, wish.options)
          : runs.sealFrom(wish.restOfRunId, 'rest');
    return answer(sealed, (plan) => plan, 201);
  });
}
