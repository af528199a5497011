import { confirmationQuerySchema } from '#lib/contract/plan';
import { app } from '#lib/server/app';
import { attachment } from '#lib/server/http/attachment';
import { handle, refuse } from '#lib/server/http/route';

type Params = Promise<{ id: string; file: string }>;

/** A sealed plan for Postman or Newman: its collection, its environment (without the key) or its data. */
export function GET(request: Request, { params }: { params: Params }): Promise<Response> {
  return handle(request, { query: confirmationQuerySchema }, async ({ query }) => {
    const { id, file: name } = await params;
    const { plans, postman } = app().engine;
    // The facts that the plan was judged by may be outdated: somebody may have become an organisation admin since.
    await plans.prepare(null);
    const file = await postman.fileInPieces(id, name, query, request.signal);
    if (!file.ok) return refuse(file.error);
    const { text, type, fileName } = file.value;
    return attachment(text, type, fileName);
  });
}
