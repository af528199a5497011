import { app } from '#lib/server/app';
import { rosterDetail } from '#lib/server/http/roster-views';
import { handle, json, refuse } from '#lib/server/http/route';

/** Makes a roster of everybody whom the directory knows in the organisation, with nobody ticked. */
export function POST(request: Request): Promise<Response> {
  return handle(request, {}, async () => {
    const { engine } = app();
    const made = await engine.organisation.makeRoster();
    return made.ok ? json(await rosterDetail(engine, made.value), 201) : refuse(made.error);
  });
}
