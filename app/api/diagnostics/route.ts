import { app } from '#lib/server/app';
import { diagnosticsOf } from '#lib/server/diagnostics/diagnostics';
import { handle, json } from '#lib/server/http/route';

/** Versions, states and the last faults, without names and key. */
export function GET(request: Request): Promise<Response> {
  return handle(request, {}, () => json(diagnosticsOf(app())));
}
