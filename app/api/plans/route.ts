import { sealRequestSchema } from '#lib/contract/plan';
import { app } from '#lib/server/app';
import { answer, handle, readBody, refuse } from '#lib/server/route';

/** So long the lists of the organisation may take before a plan is sealed without them, in ms. */
const refreshMs = 2_500;

/** Seals a plan: the ticked users of a roster, or some of those of an ended run. */
export function POST(request: Request): Promise<Response> {
  return handle(async () => {
    const body = await readBody(request, sealRequestSchema);
    if (!body.ok) return refuse(body.error);
    const { plans, runs, preflight } = app().engine;
    const wish = body.value;
    if ('fromRunId' in wish)
      return answer(runs.sealFrom(wish.fromRunId, wish.users, wish.options), (plan) => plan, 201);
    if ('restOfRunId' in wish) return answer(runs.sealFrom(wish.restOfRunId, 'rest'), (plan) => plan, 201);
    await preflight.refresh(wish.rosterId, refreshMs);
    const raisedBecause = wish.raisedBecause || null;
    const { options, dryRun } = wish;
    const sealed = plans.seal(wish.rosterId, wish.message || null, { options, raisedBecause, dryRun });
    return answer(sealed, (plan) => plan, 201);
  });
}
