import { differenceQuerySchema } from '#lib/contract/comparison';
import { app } from '#lib/server/app';
import { attachment } from '#lib/server/http/attachment';
import { comparisonTable } from '#lib/server/http/comparison-view';
import { redactedDifferences } from '#lib/server/http/redacted-report';
import { reportName } from '#lib/server/http/report-name';
import { handle, refuse } from '#lib/server/http/route';

/** The difference report: every user of the run, and the other accounts that changed. */
export function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return handle(request, { query: differenceQuerySchema }, async ({ query }) => {
    const { engine, now, reportSalt } = app();
    const found = await engine.reconcile.compare((await params).id, query.roster ?? null, request.signal);
    if (!found.ok) return refuse(found.error);
    const isRedacted = query.redacted !== undefined;
    const name = reportName(found.value.view, 'csv', isRedacted).replace('-run-', '-differences-run-');
    if (!isRedacted) return attachment(comparisonTable(found.value, { madeAt: now() }), 'text/csv', name);
    const salt = reportSalt.read();
    if (!salt.ok) return refuse(salt.error);
    const redacted = redactedDifferences(found.value, salt.value);
    return attachment(comparisonTable(redacted, { madeAt: now(), redacted: true }), 'text/csv', name);
  });
}
