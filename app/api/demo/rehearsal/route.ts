import { rehearsalRequestSchema } from '#lib/contract/rehearsal';
import { rehearsing } from '#lib/server/app';
import { answer, handle } from '#lib/server/http/route';

/** The demo organisation's people and switches. */
export function GET(request: Request): Promise<Response> {
  return handle(request, {}, () => answer(rehearsing(), ({ rehearsal }) => rehearsal.view()));
}

/** Turns some switches on or off. */
export function PUT(request: Request): Promise<Response> {
  return handle(request, { body: rehearsalRequestSchema }, async ({ body }) => {
    const found = rehearsing();
    if (found.ok) found.value.rehearsal.turn(body);
    return answer(found, ({ rehearsal }) => rehearsal.view());
  });
}
