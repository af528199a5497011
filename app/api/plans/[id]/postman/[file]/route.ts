import { confirmationSchema } from '#lib/contract/plan';
import { app } from '#lib/server/app';
import { attachment } from '#lib/server/attachment';
import { handle, readQuery, refuse } from '#lib/server/route';

type Params = Promise<{ id: string; file: string }>;

/** A sealed plan for Postman or Newman: its collection, its environment (without the key) or its data. */
export function GET(request: Request, { params }: { params: Params }): Promise<Response> {
  return handle(async () => {
    const { id, file: name } = await params;
    const query = readQuery(request, confirmationSchema);
    if (!query.ok) return refuse(query.error);
    const file = app().engine.postman.file(id, name, query.value);
    if (!file.ok) return refuse(file.error);
    const { text, type, fileName } = file.value;
    return attachment(text, type, fileName);
  });
}
