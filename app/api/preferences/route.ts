import { preferencesSchema } from '#lib/contract/preferences';
import { app } from '#lib/server/app';
import { handle, json } from '#lib/server/http/route';

/** The preferences of the admin for the pages. */
export function GET(request: Request): Promise<Response> {
  return handle(request, {}, () => json(app().preferences.read()));
}

/** Replaces all preferences. */
export function PUT(request: Request): Promise<Response> {
  return handle(request, { body: preferencesSchema }, ({ body }) => {
    const { preferences } = app();
    preferences.set(body);
    return json(preferences.read());
  });
}
