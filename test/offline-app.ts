/** The application on a data folder, without a key and without Atlassian. */
import type { App } from '#lib/server/app';
import { composeApp } from '#lib/server/compose';

/** Opens the application. The caller must close it. */
export async function openOffline(dataDir: string): Promise<App> {
  const nowhere = { apiUrl: 'http://127.0.0.1:1', apiKey: undefined, organisationId: undefined };
  const composed = await composeApp({ dataDir, ...nowhere, version: '0.0.0' });
  if (!composed.ok) throw new Error(composed.message);
  return composed.app;
}
