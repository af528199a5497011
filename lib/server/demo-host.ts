/** Runs the demo organisation for the engine: started when first asked for, on a port of its own. */
import { type DemoOrganisation, startDemoOrganisation } from '#lib/demo/server';
import type { DemoHost } from '#lib/engine/ports';

/** What was changed in the organisation is kept in `stateFile`, so that it is the same one after a restart. */
export function demoHost(stateFile: string): DemoHost & { close(): Promise<void> } {
  let starting: Promise<DemoOrganisation> | null = null;
  let running: DemoOrganisation | null = null;
  return {
    async start() {
      starting ??= startDemoOrganisation({ stateFile }).catch((problem: unknown) => {
        starting = null;
        throw problem;
      });
      running = await starting;
      const { url, apiKey, organisationId, organisationName } = running;
      return { apiUrl: url, key: apiKey, organisation: { id: organisationId, name: organisationName } };
    },
    exportCsv: (kind) => running?.exportCsv(kind) ?? null,
    async close() {
      await (await starting)?.close();
    },
  };
}
