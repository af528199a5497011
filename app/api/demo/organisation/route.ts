import { organisationRequestSchema } from '#lib/contract/rehearsal';
import { rehearsing } from '#lib/server/app';
import { answer, handle, refuse } from '#lib/server/http/route';

/** Replaces the made-up organisation by another one, and connects to it. */
export function PUT(request: Request): Promise<Response> {
  return handle(request, { body: organisationRequestSchema }, async ({ body }) => {
    const found = rehearsing();
    if (!found.ok) return refuse(found.error);
    const { engine, rehearsal } = found.value;
    const why = engine.runs.underWay();
    if (why !== null) return refuse({ code: 'conflict', message: why, hint: 'Pause or stop the run first.' });
    await rehearsal.renew(body);
    return answer(await engine.connections.connectDemo(), () => rehearsal.view());
  });
}
