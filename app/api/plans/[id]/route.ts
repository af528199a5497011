import { app } from '#lib/server/app';
import { jsonInPieces } from '#lib/server/http/pieces-response';
import { handle, refuse } from '#lib/server/http/route';
import { sealedText } from '#lib/server/http/run-views';

/** A sealed plan and its users. */
export function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return handle(request, {}, async () => {
    const plan = await app().engine.plans.getInPieces((await params).id, request.signal);
    return plan.ok ? jsonInPieces(sealedText(plan.value)) : refuse(plan.error);
  });
}
