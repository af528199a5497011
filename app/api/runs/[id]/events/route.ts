import { eventsQuerySchema } from '#lib/contract/run';
import { app } from '#lib/server/app';
import { eventStream, resumeAfter } from '#lib/server/http/event-stream';
import { handle, refuse } from '#lib/server/http/route';

/** The journal of a run as server-sent events, from the entry at which the reader stopped. */
export function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return handle(request, { query: eventsQuerySchema }, async ({ query }) => {
    const { runs } = app().engine;
    const { id } = await params;
    const found = runs.get(id);
    if (!found.ok) return refuse(found.error);
    const entries = runs.follow(id, resumeAfter(request, query.after), request.signal);
    return eventStream(entries, runs.clock, request.signal);
  });
}
