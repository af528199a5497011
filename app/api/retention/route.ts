import { type RetentionView, retentionRequestSchema } from '#lib/contract/retention';
import { app } from '#lib/server/app';
import { answer, handle, json } from '#lib/server/http/route';

/** The days for which rosters, runs and readings are kept, the data folder, and the state of that folder. */
export function GET(request: Request): Promise<Response> {
  return handle(request, {}, () => json(view(app().engine.retention.days())));
}

/** Sets the days for which they are kept, and deletes older ones at once. */
export function PUT(request: Request): Promise<Response> {
  return handle(request, { body: retentionRequestSchema }, ({ body }) => {
    const { retention } = app().engine;
    const before = retention.days();
    const { historyDays = before.historyDays, directoryDays = before.directoryDays, ...days } = body;
    return answer(retention.setDays({ ...days, historyDays, directoryDays }), view);
  });
}

function view(retention: RetentionView['retention']): RetentionView {
  const { dataDir: folder, durability, keyInEnvironment, storageNotices } = app();
  return { retention, folder, durability, keyInEnvironment, notices: storageNotices() };
}
