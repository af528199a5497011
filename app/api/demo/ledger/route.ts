import { ledgerQuerySchema } from '#lib/contract/ledger';
import { rehearsing } from '#lib/server/app';
import { handle, json, refuse } from '#lib/server/http/route';

/** The calls that the demo organisation received, newest first. */
export function GET(request: Request): Promise<Response> {
  return handle(request, { query: ledgerQuerySchema }, ({ query }) => {
    const found = rehearsing();
    if (!found.ok) return refuse(found.error);
    return json(found.value.rehearsal.ledger(query.view, query.most));
  });
}
