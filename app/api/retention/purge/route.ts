import { purgeRequestSchema } from '#lib/contract/retention';
import { app } from '#lib/server/app';
import { answer, handle } from '#lib/server/http/route';

/** Deletes everything: rosters, runs, protections, settings, the demo organisation's changes, the key. */
export function POST(request: Request): Promise<Response> {
  return handle(request, { body: purgeRequestSchema }, async () =>
    answer(await app().startOver(), () => ({})),
  );
}
