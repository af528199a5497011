import type { Organisation } from '#lib/contract/organisation';
import { app } from '#lib/server/app';
import { answer, handle, json } from '#lib/server/http/route';

/** The progress of reading the organisation's lists. */
export function GET(request: Request): Promise<Response> {
  return handle(request, {}, () => json(app().engine.organisation.view() satisfies Organisation));
}

/** Begins to read the lists in the background. */
export function POST(request: Request): Promise<Response> {
  return handle(request, {}, () => answer(app().engine.organisation.read(), (view) => view, 202));
}

/** Stops reading and keeps what was read. */
export function DELETE(request: Request): Promise<Response> {
  return handle(request, {}, () => json(app().engine.organisation.stop() satisfies Organisation));
}
