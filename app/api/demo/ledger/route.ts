import { ledgerQuerySchema } from '#lib/contract/rehearsal';
import { rehearsing } from '#lib/server/rehearsal';
import { handle, json, refuse } from '#lib/server/route';

/** The calls that the demo organisation received, newest first. */
export function GET(request: Request): Promise<Response> {
  return handle(() => {
    const found = rehearsing();
    if (!found.ok) return refuse(found.error);
    const query = ledgerQuerySchema.safeParse(Object.fromEntries(new URL(request.url).searchParams));
    if (!query.success) {
      return refuse({
        code: 'invalid',
        message: 'The query is not as documented.',
        cure: 'See docs/http-api.md.',
      });
    }
    return json(found.value.rehearsal.ledger(query.data.view, query.data.most));
  });
}
