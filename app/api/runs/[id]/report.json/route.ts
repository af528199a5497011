import { reportQuerySchema } from '#lib/contract/run';
import { attachment } from '#lib/server/http/attachment';
import { reportAsked } from '#lib/server/http/redacted-report';
import { reportName } from '#lib/server/http/report-name';
import { reportText } from '#lib/server/http/report-views';
import { handle, refuse } from '#lib/server/http/route';

/** The results report for programs, with raw values and the digests that prove its journal. */
export function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return handle(request, { query: reportQuerySchema }, async ({ query }) => {
    const found = await reportAsked((await params).id, query, request.signal);
    if (!found.ok) return refuse(found.error);
    return attachment(
      reportText(found.value),
      'application/json',
      reportName(found.value.view, 'json', query.redacted !== undefined),
    );
  });
}
