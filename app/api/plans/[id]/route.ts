import { app } from '#lib/server/app';
import { answer, handle } from '#lib/server/http/route';

/** A sealed plan and its users. */
export function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return handle(request, {}, async () => answer(app().engine.plans.get((await params).id), (plan) => plan));
}
