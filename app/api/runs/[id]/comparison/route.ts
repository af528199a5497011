import { comparisonQuerySchema } from '#lib/contract/comparison';
import { app } from '#lib/server/app';
import { comparisonView } from '#lib/server/http/comparison-view';
import { answer, handle } from '#lib/server/http/route';

/** An ended run compared with the roster of a fresh export, or with the directory. Asks Atlassian nothing. */
export function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return handle(request, { query: comparisonQuerySchema }, async ({ query }) => {
    const { reconcile } = app().engine;
    const compared = await reconcile.compare((await params).id, query.roster ?? null, request.signal);
    return answer(compared, ({ comparison }) => comparisonView(comparison));
  });
}
