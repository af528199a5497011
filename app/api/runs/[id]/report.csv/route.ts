import { reportCsv } from '#lib/domain/report-csv';
import { app } from '#lib/server/app';
import { attachment } from '#lib/server/attachment';
import { reportName } from '#lib/server/report-name';
import { handle, refuse } from '#lib/server/route';

/** The results report, also in the middle of a run: one row per user of the plan. */
export function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return handle(request, {}, async () => {
    const report = app().engine.runs.report((await params).id);
    if (!report.ok) return refuse(report.error);
    const { view, rows } = report.value;
    return attachment(reportCsv(rows), 'text/csv', reportName(view, 'csv'));
  });
}
