import { reportQuerySchema } from '#lib/contract/run';
import { attachment } from '#lib/server/http/attachment';
import { reportAsked } from '#lib/server/http/redacted-report';
import { reportName } from '#lib/server/http/report-name';
import { handle, refuse } from '#lib/server/http/route';
import { reportTable } from '#lib/server/http/views';

/** The results report, also in the middle of a run: one row per user of the plan. */
export function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return handle(request, { query: reportQuerySchema }, async ({ query }) => {
    const report = await reportAsked((await params).id, query, request.signal);
    if (!report.ok) return refuse(report.error);
    return attachment(
      reportTable(report.value),
      'text/csv',
      reportName(report.value.view, 'csv', query.redacted !== undefined),
    );
  });
}
