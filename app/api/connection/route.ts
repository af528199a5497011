import { connectRequestSchema } from '#lib/contract/connection';
import { app } from '#lib/server/app';
import { answer, handle, json } from '#lib/server/http/route';

/** The connection, with only the last four characters of its key. */
export function GET(request: Request): Promise<Response> {
  return handle(request, {}, () => json(app().engine.connections.view()));
}

/** Connects, chooses an organisation, or checks the key again. */
export function PUT(request: Request): Promise<Response> {
  return handle(request, { body: connectRequestSchema }, async ({ body }) => {
    const { connections } = app().engine;
    switch (body.source) {
      case 'demo':
        return answer(await connections.connectDemo(), (view) => view);
      case 'typed':
        return answer(
          await connections.connectTyped(body.key, body.organisationId || undefined, body.remember),
          (view) => view,
        );
      case 'choose':
        return answer(await connections.choose(body.organisationId), (view) => view);
      case 'expiry':
        return answer(connections.noteExpiry(body.expiresOn), (view) => view);
      case 'recheck':
        return answer(await connections.recheck(), (view) => view);
    }
  });
}

/** Forgets the key. */
export function DELETE(request: Request): Promise<Response> {
  return handle(request, {}, async () => answer(await app().engine.connections.forget(), (view) => view));
}
