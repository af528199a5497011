import { type KeepingView, keepingRequestSchema } from '#lib/contract/keeping';
import { app } from '#lib/server/app';
import { answer, handle, json } from '#lib/server/http/route';

/** How long rosters and runs are kept, in which folder, and how that folder is. */
export function GET(request: Request): Promise<Response> {
  return handle(request, {}, () => json(view(app().engine.keeping.terms())));
}

/** Sets it; what is over by then is deleted at once. */
export function PUT(request: Request): Promise<Response> {
  return handle(request, { body: keepingRequestSchema }, ({ body }) => {
    const { keeping } = app().engine;
    const { historyDays = keeping.terms().historyDays, ...days } = body;
    return answer(keeping.setTerms({ ...days, historyDays }), view);
  });
}

function view(keeping: KeepingView['keeping']): KeepingView {
  const { dataDir: folder, durability, keyInEnvironment, storageNotices } = app();
  return { keeping, folder, durability, keyInEnvironment, notices: storageNotices() };
}
