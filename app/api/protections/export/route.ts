import { exportQuerySchema } from '#lib/contract/protection';
import { app } from '#lib/server/app';
import { attachment } from '#lib/server/http/attachment';
import { handle } from '#lib/server/http/route';

/** The protections that the admin set, and the rules, as a file that can be imported: `?as=csv` or `?as=json`. */
export function GET(request: Request): Promise<Response> {
  return handle(request, { query: exportQuerySchema }, ({ query }) => {
    const { protectionFile } = app().engine;
    return query.as === 'json'
      ? attachment(protectionFile.json(), 'application/json', 'lockstep-protections.json')
      : attachment(protectionFile.csv(), 'text/csv', 'lockstep-protections.csv');
  });
}
