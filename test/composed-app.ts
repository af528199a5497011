/** For tests: the application as the program composes it. */
import type { App } from '#lib/server/app';
import { composeApp } from '#lib/server/compose';

type AppParts = Parameters<typeof composeApp>[0];

/** Opens the application on a data folder. Throws if that is not possible. The caller must close it. */
export async function composedApp(parts: Omit<AppParts, 'version'>): Promise<App> {
  const composed = await composeApp({ ...parts, version: '0.0.0' });
  if (!composed.ok) throw new Error(composed.message);
  return composed.app;
}
