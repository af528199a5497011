import { readAgainSchema } from '#lib/contract/roster';
import { app } from '#lib/server/app';
import { rosterDetail } from '#lib/server/http/roster-views';
import { answer, handle, json, refuse } from '#lib/server/http/route';

type Context = { params: Promise<{ id: string }> };

/** The first rows of the file of a roster. */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return handle(request, {}, async () =>
    answer(app().engine.readAgain.head((await params).id), (head) => head),
  );
}

/** Reads the file of a roster again with other columns. The new roster replaces it. */
export function POST(request: Request, { params }: Context): Promise<Response> {
  return handle(request, { body: readAgainSchema }, async ({ body: { mapping, mayLoseTicks } }) => {
    const { engine } = app();
    const read = await engine.readAgain.read((await params).id, mapping, mayLoseTicks);
    return read.ok ? json(await rosterDetail(engine, read.value), 201) : refuse(read.error);
  });
}
