import { app } from '#lib/server/app';
import { handle, json } from '#lib/server/http/route';

/** Changes of protections and rules, newest first. */
export function GET(request: Request): Promise<Response> {
  return handle(request, {}, () => json({ changes: app().engine.protections.history() }));
}
