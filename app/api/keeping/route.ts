import { keepingRequestSchema } from '#lib/contract/keeping';
import { app } from '#lib/server/app';
import { answer, handle, json, readBody, refuse } from '#lib/server/route';

/** How long rosters and runs are kept, and in which folder. */
export function GET(): Promise<Response> {
  return handle(() => json({ keeping: app().engine.keeping.terms(), folder: app().dataDir }));
}

/** Sets it; what is over by then is deleted at once. */
export function PUT(request: Request): Promise<Response> {
  return handle(async () => {
    const body = await readBody(request, keepingRequestSchema);
    if (!body.ok) return refuse(body.error);
    const { dataDir: folder, engine } = app();
    return answer(engine.keeping.setTerms(body.value), (keeping) => ({ keeping, folder }));
  });
}
