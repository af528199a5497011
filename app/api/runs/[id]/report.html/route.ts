import { reportQuerySchema } from '#lib/contract/run';
import { app } from '#lib/server/app';
import { attachment } from '#lib/server/http/attachment';
import { reportAsked } from '#lib/server/http/redacted-report';
import { reportName } from '#lib/server/http/report-name';
import { reportPage } from '#lib/server/http/report-views';
import { handle, refuse } from '#lib/server/http/route';

/**
 * The results report as a page to print and file: an attachment without scripts, which a browser would open in a
 * sandbox.
 */
export function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return handle(request, { query: reportQuerySchema }, async ({ query }) => {
    const found = await reportAsked((await params).id, query, request.signal);
    if (!found.ok) return refuse(found.error);
    const { view } = found.value;
    const { html, policy } = reportPage(found.value, app().now());
    const answer = attachment(html, 'text/html', reportName(view, 'html', query.redacted !== undefined));
    answer.headers.set('content-security-policy', policy);
    return answer;
  });
}
