import { sizeLimitRequestSchema } from '#lib/contract/preflight';
import { app } from '#lib/server/app';
import { handle, json } from '#lib/server/http/route';

/** The number of users that one plan may have without a written reason. */
export function GET(request: Request): Promise<Response> {
  return handle(request, {}, () => json({ sizeLimit: app().engine.sizeLimits.sizeLimit() }));
}

/** Sets the size limit for plans sealed from now on. */
export function PUT(request: Request): Promise<Response> {
  return handle(request, { body: sizeLimitRequestSchema }, async ({ body }) => {
    const { sizeLimits } = app().engine;
    sizeLimits.setSizeLimit(body);
    return json({ sizeLimit: sizeLimits.sizeLimit() });
  });
}
