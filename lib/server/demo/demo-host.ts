/** Runs the demo organisation for the engine. It starts on first use, on its own port. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DemoOrganisation, startDemoOrganisation } from '#lib/demo/server';
import {
  type OrganisationWish,
  organisationWishSchema,
  turned,
  usualOrganisation,
} from '#lib/domain/rehearsal';
import type { DemoHost } from '#lib/engine/ports';
import { faultsFor, noLatency, switchesOf, usualLatency } from '#lib/server/demo/demo-faults';
import type { Rehearsal } from '#lib/server/demo/rehearsal';

/** The demo organisation, its controls, and the end of its server. */
type RunningDemoHost = DemoHost & Rehearsal & { close(): Promise<void> };

/**
 * The choice of people and the changes to them are kept in `folder`, so they survive a restart. With `takesTime` each
 * deactivation takes as long as at Atlassian.
 */
export function demoHost(folder: string, takesTime: boolean): RunningDemoHost {
  const choiceFile = join(folder, 'demo-organisation.json');
  const stateFile = join(folder, 'demo-organisation.jsonl');
  let wish = readChoice(choiceFile);
  const calm = () => (takesTime ? usualLatency(wish.people) : noLatency);
  let starting: Promise<DemoOrganisation> | null = null;
  let running: DemoOrganisation | null = null;

  async function start(): Promise<DemoOrganisation> {
    starting ??= startDemoOrganisation({ ...wish, stateFile, faults: calm() }).catch((problem: unknown) => {
      starting = null;
      throw problem;
    });
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
    view: () => running && { ...wish, switches: switchesOf(running.faults()) },
    turn(change) {
      if (!running) return;
      const faults = running.faults();
      running.setFaults(faultsFor(faults, turned(switchesOf(faults), change), calm()));
    },
    async renew(next) {
      await close();
      wish = next;
      rmSync(stateFile, { force: true });
      writeFileSync(choiceFile, JSON.stringify(next), { mode: 0o600 });
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

/** If the file cannot be read, the default people are used. */
function readChoice(file: string): OrganisationWish {
  if (!existsSync(file)) return usualOrganisation;
  try {
    return organisationWishSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return usualOrganisation;
  }
}
