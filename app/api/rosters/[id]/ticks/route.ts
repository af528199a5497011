import { ticksRequestSchema } from '#lib/contract/roster';
import { app } from '#lib/server/app';
import { listBody } from '#lib/server/http/json-body';
import { answer, handle } from '#lib/server/http/route';

/** Ticks or unticks users; those who cannot be deactivated stay as they are. */
export function PUT(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return handle(request, { body: ticksRequestSchema, limits: listBody }, async ({ body }) => {
    const { accountIds, ticked } = body;
    const counted = await app().engine.rosters.setTicked((await params).id, accountIds, ticked);
    return answer(counted, (counts) => ({ counts }));
  });
}
