import { comparisonQuerySchema } from '#lib/contract/comparison';
import { app } from '#lib/server/app';
import { attachment } from '#lib/server/http/attachment';
import { comparisonTable } from '#lib/server/http/comparison-view';
import { reportName } from '#lib/server/http/report-name';
import { handle, refuse } from '#lib/server/http/route';

/** The difference report: every user of the run, and the other accounts that changed. */
export function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return handle(request, { query: comparisonQuerySchema }, async ({ query }) => {
    const { engine, now } = app();
    const found = await engine.reconcile.compare((await params).id, query.roster ?? null, request.signal);
    if (!found.ok) return refuse(found.error);
    const name = reportName(found.value.view, 'csv').replace('-run-', '-differences-run-');
    return attachment(comparisonTable(found.value, now()), 'text/csv', name);
  });
}
