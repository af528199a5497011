import { unprotectRequestSchema } from '#lib/contract/protection';
import { app } from '#lib/server/app';
import { jsonInPieces } from '#lib/server/http/pieces-response';
import { protectionsText } from '#lib/server/http/roster-views';
import { handle, refuse } from '#lib/server/http/route';

/** Removes a protection, with a reason that is recorded. */
export function DELETE(
  request: Request,
  { params }: { params: Promise<{ accountId: string }> },
): Promise<Response> {
  return handle(request, { body: unprotectRequestSchema }, async ({ body }) => {
    const { protections } = app().engine;
    await protections.settled();
    const removed = protections.unprotect((await params).accountId, body.reason);
    return removed.ok ? jsonInPieces(protectionsText(app().engine)) : refuse(removed.error);
  });
}
