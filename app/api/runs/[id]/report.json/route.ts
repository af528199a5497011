import { app } from '#lib/server/app';
import { attachment } from '#lib/server/attachment';
import { handle, refuse } from '#lib/server/route';
import { runSummary } from '#lib/server/views';

/** The results report for programs: nothing escaped, and with what proves the journal it was made of. */
export function GET(_request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return handle(async () => {
    const report = app().engine.runs.report((await params).id);
    if (!report.ok) return refuse(report.error);
    const { view, rows, journal } = report.value;
    const day = new Date(view.record.createdAt).toISOString().slice(0, 10);
    const text = `${JSON.stringify({ run: runSummary(view), journal, rows }, null, 1)}\n`;
    return attachment(text, 'application/json', `lockstep-run-${view.record.number}-${day}.json`);
  });
}
