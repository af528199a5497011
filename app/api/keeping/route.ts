import { keepingRequestSchema } from '#lib/contract/keeping';
import { app } from '#lib/server/app';
import { answer, handle, json } from '#lib/server/route';

/** How long rosters and runs are kept, and in which folder. */
export function GET(request: Request): Promise<Response> {
  return handle(request, {}, () => json({ keeping: app().engine.keeping.terms(), folder: app().dataDir }));
}

/** Sets it; what is over by then is deleted at once. */
export function PUT(request: Request): Promise<Response> {
  return handle(request, { body: keepingRequestSchema }, async ({ body }) => {
    const { dataDir: folder, engine } = app();
    return answer(engine.keeping.setTerms(body), (keeping) => ({ keeping, folder }));
  });
}
