import { app } from '#lib/server/app';
import { attachment } from '#lib/server/attachment';
import { reportName } from '#lib/server/report-name';
import { handle, refuse } from '#lib/server/route';
import { reportHead } from '#lib/server/views';

/** The results report for programs: nothing escaped, and with what proves the journal it was made of. */
export function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return handle(request, {}, async () => {
    const found = app().engine.runs.report((await params).id);
    if (!found.ok) return refuse(found.error);
    const { view, rows, journal } = found.value;
    const text = `${JSON.stringify({ ...reportHead(found.value), journal, rows }, null, 1)}\n`;
    return attachment(text, 'application/json', reportName(view, 'json'));
  });
}
