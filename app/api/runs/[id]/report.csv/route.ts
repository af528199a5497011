import { csvQuerySchema } from '#lib/contract/run';
import { app } from '#lib/server/app';
import { attachment } from '#lib/server/http/attachment';
import { reportAsked } from '#lib/server/http/redacted-report';
import { reportName } from '#lib/server/http/report-name';
import { accessReviewTable, reportTable } from '#lib/server/http/report-views';
import { handle, refuse } from '#lib/server/http/route';

/** The results report, also in the middle of a run: one row per user of the plan. */
export function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return handle(request, { query: csvQuerySchema }, async ({ query }) => {
    const isReview = 'preset' in query;
    const report = await reportAsked((await params).id, isReview ? {} : query, request.signal);
    if (!report.ok) return refuse(report.error);
    const { view } = report.value;
    if (isReview) {
      const listed = await app().engine.evidence.listed(view.plan, request.signal);
      const name = reportName(view, 'csv').replace('-run-', '-access-review-run-');
      return attachment(accessReviewTable(report.value, listed), 'text/csv', name);
    }
    return attachment(
      reportTable(report.value),
      'text/csv',
      reportName(view, 'csv', query.redacted !== undefined),
    );
  });
}
