import { preferencesSchema } from '#lib/contract/preferences';
import { app } from '#lib/server/app';
import { handle, json } from '#lib/server/http/route';

/** What the pages remember of how the admin likes them. */
export function GET(request: Request): Promise<Response> {
  return handle(request, {}, () => json(app().preferences.read()));
}

/** Sets it, as a whole. */
export function PUT(request: Request): Promise<Response> {
  return handle(request, { body: preferencesSchema }, ({ body }) => {
    const { preferences } = app();
    preferences.set(body);
    return json(preferences.read());
  });
}
