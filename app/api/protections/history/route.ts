import { app } from '#lib/server/app';
import { handle, json } from '#lib/server/route';

/** What became of protections and rules, newest first. */
export function GET(): Promise<Response> {
  return handle(() => json({ changes: app().engine.protections.history() }));
}
