import { sealRequestSchema } from '#lib/contract/plan';
import { app } from '#lib/server/app';
import { answer, handle } from '#lib/server/http/route';

/** Seals a plan: the ticked users of a roster, or some users of an ended run. */
export function POST(request: Request): Promise<Response> {
  return handle(request, { body: sealRequestSchema }, async ({ body: wish }) => {
    const { plans, runs } = app().engine;
    if ('fromRunId' in wish) {
      const { fromRunId, users, ...more } = wish;
      await plans.prepare(null);
      return answer(runs.sealFrom(fromRunId, users, more), (plan) => plan, 201);
    }
    const { rosterId, message, ...more } = wish;
    await plans.prepare(rosterId);
    return answer(plans.seal(rosterId, message || null, more), (plan) => plan, 201);
  });
}
