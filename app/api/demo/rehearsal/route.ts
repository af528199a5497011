import { rehearsalRequestSchema } from '#lib/contract/rehearsal';
import { rehearsing } from '#lib/server/rehearsal';
import { answer, handle, readBody, refuse } from '#lib/server/route';

/** The demo organisation's people and switches. */
export function GET(): Promise<Response> {
  return handle(() => answer(rehearsing(), ({ rehearsal }) => rehearsal.view()));
}

/** Sets the switches. */
export function PUT(request: Request): Promise<Response> {
  return handle(async () => {
    const body = await readBody(request, rehearsalRequestSchema);
    if (!body.ok) return refuse(body.error);
    const found = rehearsing();
    if (found.ok) found.value.rehearsal.set(body.value);
    return answer(found, ({ rehearsal }) => rehearsal.view());
  });
}
