/** Runs the demo organisation for the engine. It starts on first use, on its own port. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type DemoOrganisation, startDemoOrganisation } from '#lib/demo/server';
import { organisationSizeSchema, usualOrganisation } from '#lib/domain/rehearsal/organisation-size';
import { turned } from '#lib/domain/rehearsal/switches';
import type { DemoHost } from '#lib/engine/ports';
import { faultsFor, noLatency, switchesOf, usualLatency } from '#lib/server/demo/demo-faults';
import type { Rehearsal } from '#lib/server/demo/rehearsal';

/** The demo organisation, its controls, and the end of its server. */
type RunningDemoHost = DemoHost & Rehearsal & { close(): Promise<void> };

/**
 * Runs the demo organisation with its data in `folder`, so that its people and their changes survive a restart.
 * Starting over makes another organisation. With `takesTime`, each deactivation takes as long as at Atlassian.
 */
export function demoHost(folder: string, takesTime: boolean): RunningDemoHost {
  const choiceFile = join(folder, 'demo-organisation.json');
  const stateFile = join(folder, 'demo-organisation.jsonl');
  let { edition, ...size } = readChoice(choiceFile);
  const calm = () => (takesTime ? usualLatency(size.people) : noLatency);
  let starting: Promise<DemoOrganisation> | null = null;
  let running: DemoOrganisation | null = null;

  async function start(): Promise<DemoOrganisation> {
    starting ??= startDemoOrganisation({ ...size, edition, stateFile, faults: calm() }).catch(
      (problem: unknown) => {
        starting = null;
        throw problem;
      },
    );
    running = await starting;
    return running;
  }

  async function close(): Promise<void> {
    const closing = starting;
    starting = null;
    running = null;
    await (await closing)?.close();
  }

  return {
    async start() {
      const { url, apiKey, organisationId, organisationName } = await start();
      return { apiUrl: url, key: apiKey, organisation: { id: organisationId, name: organisationName } };
    },
    exportCsv: (kind) => running?.exportCsv(kind) ?? null,
    view: () => running && { ...size, switches: switchesOf(running.faults()) },
    turn(change) {
      if (!running) return;
      const faults = running.faults();
      running.setFaults(faultsFor(faults, turned(switchesOf(faults), change), calm()));
    },
    async renew(next) {
      await close();
      size = next;
      edition = edition === lastEdition ? 1 : edition + 1;
      rmSync(stateFile, { force: true });
      writeFileSync(choiceFile, JSON.stringify({ ...size, edition }), { mode: 0o600 });
      await start();
    },
    ledger(view, most) {
      if (!running) return null;
      const entries = running.ledger().filter((entry) => {
        if (view === 'writes') return entry.operation.startsWith('lifecycle.');
        return view === 'all' || entry.effect !== null;
      });
      return { total: entries.length, entries: entries.slice(-most).reverse() };
    },
    close,
  };
}

/** The last edition of the demo organisation. After it, the first one comes again. */
const lastEdition = 2_047;

const choiceSchema = organisationSizeSchema.extend({
  /**
   * The number of times that the organisation was started, from 1; absent if an earlier version has written the file.
   */
  edition: z.number().int().min(1).max(lastEdition).default(1),
});
type Choice = z.infer<typeof choiceSchema>;

/** If the file cannot be read, the default people are used. */
function readChoice(file: string): Choice {
  const usual = { ...usualOrganisation, edition: 1 };
  if (!existsSync(file)) return usual;
  try {
    return choiceSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return usual;
  }
}
