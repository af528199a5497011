import type { KeptDirectory } from '#lib/contract/directories';
import { app } from '#lib/server/app';
import { handle, json } from '#lib/server/http/route';

/** The numbers of every directory in the data folder. */
export function GET(request: Request): Promise<Response> {
  return handle(request, {}, () => {
    const directories = app()
      .engine.directories.list()
      .map(({ id, organisation, isDemo, name, accounts, readings, bytes }): KeptDirectory => {
        const apiUrl = isDemo ? null : name.api;
        return { id, organisation, apiUrl, accounts, readings: [...readings], bytes };
      });
    return json({ directories });
  });
}
