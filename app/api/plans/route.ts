import { sealRequestSchema } from '#lib/contract/plan';
import { app } from '#lib/server/app';
import { jsonInPieces } from '#lib/server/http/pieces-response';
import { handle, refuse } from '#lib/server/http/route';
import { sealedText } from '#lib/server/http/run-views';

/** Seals a plan: the ticked users of a roster, or some users of an ended run. */
export function POST(request: Request): Promise<Response> {
  return handle(request, { body: sealRequestSchema }, async ({ body }) => {
    const { plans, runs } = app().engine;
    if ('fromRunId' in body) {
      const { fromRunId, users, ...more } = body;
      await plans.prepare(null);
      const sealed = await runs.sealFromInPieces(fromRunId, users, more, request.signal);
      return sealed.ok ? jsonInPieces(sealedText(sealed.value), 201) : refuse(sealed.error);
    }
    const { rosterId, message, ...more } = body;
    await plans.prepare(rosterId);
    const sealed = await plans.sealInPieces(rosterId, message || null, more, request.signal);
    return sealed.ok ? jsonInPieces(sealedText(sealed.value), 201) : refuse(sealed.error);
  });
}
