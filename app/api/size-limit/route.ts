import { sizeLimitRequestSchema } from '#lib/contract/preflight';
import { app } from '#lib/server/app';
import { handle, json } from '#lib/server/http/route';

/** How many users one plan may have without a written reason. */
export function GET(request: Request): Promise<Response> {
  return handle(request, {}, () => json({ sizeLimit: app().engine.preflight.sizeLimit() }));
}

/** Sets the size limit for plans sealed from now on. */
export function PUT(request: Request): Promise<Response> {
  return handle(request, { body: sizeLimitRequestSchema }, async ({ body }) => {
    const { preflight } = app().engine;
    preflight.setSizeLimit(body);
    return json({ sizeLimit: preflight.sizeLimit() });
  });
}
