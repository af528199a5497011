import { app } from '#lib/server/app';
import { attachment } from '#lib/server/http/attachment';
import { reportName } from '#lib/server/http/report-name';
import { handle, refuse } from '#lib/server/http/route';
import { reportText } from '#lib/server/http/views';

/** The results report for programs, with raw values and the digests that prove its journal. */
export function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return handle(request, {}, async () => {
    const found = await app().engine.runs.report((await params).id, request.signal);
    if (!found.ok) return refuse(found.error);
    return attachment(reportText(found.value), 'application/json', reportName(found.value.view, 'json'));
  });
}
