import { unprotectRequestSchema } from '#lib/contract/protection';
import { app } from '#lib/server/app';
import { answer, handle } from '#lib/server/http/route';

/** Removes a rule, with a reason that is recorded. */
export function DELETE(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return handle(request, { body: unprotectRequestSchema }, async ({ body }) => {
    const { rules } = app().engine;
    return answer(rules.remove((await params).id, body.reason), () => ({ rules: rules.list() }));
  });
}
