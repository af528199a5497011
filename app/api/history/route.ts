import { historyQuerySchema } from '#lib/contract/run';
import { app } from '#lib/server/app';
import { handle, json } from '#lib/server/http/route';
import { historyRow } from '#lib/server/http/run-views';

/** The history of one account, or of all people with a name, over all runs. */
export function GET(request: Request): Promise<Response> {
  return handle(request, { query: historyQuerySchema }, async ({ query }) => {
    const { runs } = app().engine;
    const { rows: found, byName } = await runs.historyOf(query.who, request.signal);
    const openOf = runs.openUsers();
    const rows = found.flatMap((each) => {
      const run = runs.get(each.record.id);
      return run.ok ? [historyRow(run.value, each, openOf(each.record.id))] : [];
    });
    return json({ rows, byName });
  });
}
