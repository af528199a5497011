import { app } from '#lib/server/app';
import { answer, handle } from '#lib/server/http/route';

type Context = { params: Promise<{ id: string }> };

/** The users of a run whom a later run settled. */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return handle(request, {}, async () => {
    const { runs } = app().engine;
    const { id } = await params;
    return answer(runs.get(id), () => ({ settled: runs.openUsers()(id).settled }));
  });
}
