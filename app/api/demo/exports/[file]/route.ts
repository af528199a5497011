import { app } from '#lib/server/app';
import { attachment } from '#lib/server/http/attachment';
import { handle, refuse } from '#lib/server/http/route';

const files = new Map([
  ['users.csv', { kind: 'users', name: 'export-users.csv' }],
  ['managed-accounts.csv', { kind: 'managed-accounts', name: 'managed-accounts.csv' }],
] as const);

/** The sample exports of the demo organisation, while connected to it. */
export function GET(request: Request, { params }: { params: Promise<{ file: string }> }): Promise<Response> {
  return handle(request, {}, async () => {
    const wanted = new Map<string, { kind: 'users' | 'managed-accounts'; name: string }>(files).get(
      (await params).file,
    );
    const text = wanted ? app().engine.connections.demoExport(wanted.kind) : null;
    if (wanted && text !== null) return attachment(text, 'text/csv', wanted.name);
    const message = 'Only the demo organisation has sample exports.';
    return refuse({ code: 'not-found', message, hint: 'Connect to the demo organisation first.' });
  });
}
