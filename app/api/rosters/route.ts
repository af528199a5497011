import { uploadQuerySchema } from '#lib/contract/roster';
import { app } from '#lib/server/app';
import { rosterDetail, rosterView } from '#lib/server/http/roster-views';
import { handle, json, refuse } from '#lib/server/http/route';
import { requestBytes, statedBytes, uploadedFile } from '#lib/server/http/upload';

/** All rosters, newest first. */
export function GET(request: Request): Promise<Response> {
  return handle(request, {}, () => json({ rosters: app().engine.rosters.list().map(rosterView) }));
}

/** Reads an export: the body is the file, its name and date are in the address. */
export function POST(request: Request): Promise<Response> {
  return handle(request, { query: uploadQuerySchema, body: 'file' }, async ({ query }) => {
    const { rosters } = app().engine;
    const file = { ...uploadedFile(query), bytes: statedBytes(request) };
    const read = await rosters.upload(requestBytes(request), file);
    return read.ok ? json(await rosterDetail(app().engine, read.value), 201) : refuse(read.error);
  });
}
