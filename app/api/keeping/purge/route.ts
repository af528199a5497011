import { purgeRequestSchema } from '#lib/contract/keeping';
import { app } from '#lib/server/app';
import { answer, handle, readBody, refuse } from '#lib/server/route';

/** Deletes everything: rosters, runs, protections, settings, the demo organisation's changes, the key. */
export function POST(request: Request): Promise<Response> {
  return handle(async () => {
    const body = await readBody(request, purgeRequestSchema);
    if (!body.ok) return refuse(body.error);
    return answer(await app().startOver(), () => ({}));
  });
}
