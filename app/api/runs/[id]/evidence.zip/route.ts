import { app } from '#lib/server/app';
import { packOf } from '#lib/server/evidence/pack';
import { thisMaker } from '#lib/server/evidence/report-texts';
import { attachedBytes } from '#lib/server/http/attachment';
import { reportName } from '#lib/server/http/report-name';
import { handle, refuse } from '#lib/server/http/route';

/** Everything that proves a run, as one ZIP file: plan, journal, reports, and the original file if it is kept. */
export function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return handle(request, {}, async () => {
    const found = await app().engine.evidence.of((await params).id, request.signal);
    if (!found.ok) return refuse(found.error);
    const bytes = packOf(found.value, thisMaker(app().version, app().now()));
    const name = reportName(found.value.report.view, 'zip');
    return attachedBytes(bytes, 'application/zip', name.replace('-run-', '-evidence-run-'));
  });
}
