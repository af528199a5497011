import { unprotectRequestSchema } from '#lib/contract/protection';
import { app } from '#lib/server/app';
import { answer, handle, readBody, refuse } from '#lib/server/route';

/** Removes a rule, with a reason that is recorded. */
export function DELETE(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return handle(async () => {
    const body = await readBody(request, unprotectRequestSchema);
    if (!body.ok) return refuse(body.error);
    const { rules } = app().engine;
    return answer(rules.remove((await params).id, body.value.reason), () => ({ rules: rules.list() }));
  });
}
