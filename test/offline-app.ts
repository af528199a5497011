/** The application on a data folder, without a key and without Atlassian. */
import type { App } from '#lib/server/app';
import { composedApp } from '#test/composed-app';

/** Opens the application. The caller must close it. */
export async function openOffline(dataDir: string): Promise<App> {
  const nowhere = { apiUrl: 'http://127.0.0.1:1', apiKey: undefined, organisationId: undefined };
  return composedApp({ dataDir, ...nowhere });
}
