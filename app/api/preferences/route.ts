import { preferencesChangeSchema } from '#lib/contract/preferences';
import { app } from '#lib/server/app';
import { handle, json } from '#lib/server/http/route';

/** The preferences of the admin for the pages. */
export function GET(request: Request): Promise<Response> {
  return handle(request, {}, () => json(app().preferences.read()));
}

/** Changes the preferences that are named. */
export function PUT(request: Request): Promise<Response> {
  return handle(request, { body: preferencesChangeSchema }, ({ body }) => {
    const { preferences } = app();
    preferences.set(body);
    return json(preferences.read());
  });
}
