import { brakeRequestSchema } from '#lib/contract/preflight';
import { app } from '#lib/server/app';
import { handle, json, readBody, refuse } from '#lib/server/route';

/** How many users one plan may have without a typed reason. */
export function GET(): Promise<Response> {
  return handle(() => json({ brake: app().engine.preflight.brake() }));
}

/** Sets it, for plans sealed from now on. */
export function PUT(request: Request): Promise<Response> {
  return handle(async () => {
    const body = await readBody(request, brakeRequestSchema);
    if (!body.ok) return refuse(body.error);
    const { preflight } = app().engine;
    preflight.setBrake(body.value);
    return json({ brake: preflight.brake() });
  });
}
