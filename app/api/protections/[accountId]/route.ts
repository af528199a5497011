import { unprotectRequestSchema } from '#lib/contract/protection';
import { app } from '#lib/server/app';
import { answer, handle } from '#lib/server/http/route';

/** Takes a protection back, with a reason that is recorded. */
export function DELETE(
  request: Request,
  { params }: { params: Promise<{ accountId: string }> },
): Promise<Response> {
  return handle(request, { body: unprotectRequestSchema }, async ({ body }) => {
    const { protections } = app().engine;
    const removed = protections.unprotect((await params).accountId, body.reason);
    return answer(removed, () => ({ protections: [...protections.all().values()] }));
  });
}
