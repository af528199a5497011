/** The shared fixtures of the e2e tests: a demo organisation with a ledger, and the program connected to it. */
import { test as base, devices, type Page } from '@playwright/test';
import type { Faults } from '#lib/demo/faults/faults';
import { type DemoOrganisation, startDemoOrganisation } from '#lib/demo/server';
import { letIn } from './let-in';
import { type Lockstep, newDataDir, removeDataDir, startLockstep } from './lockstep';

interface Fixtures {
  /** A demo organisation outside the program: it survives a kill, and its ledger is the judge. */
  organisation: DemoOrganisation;
  dataDir: string;
  /** The program, connected to `organisation` by its environment. */
  lockstep: Lockstep;
  /** The program without a key. */
  demo: Lockstep;
}

interface Shared {
  /**
   * A connected program and a page in it, for tests that look at an upload of their own and change nothing else: to
   * start both for each of them costs more than the tests.
   */
  shared: { lockstep: Lockstep; page: Page };
}

export const test = base.extend<Fixtures, Shared>({
  shared: [
    async ({ browser }, use) => {
      const organisation = await startDemoOrganisation({ faults: faultsOfAll() });
      const dataDir = await newDataDir();
      const lockstep = await startLockstep(dataDir, connectedTo(organisation));
      const page = await browser.newPage(devices['Desktop Chrome']);
      await letIn(page, lockstep.link);
      await use({ lockstep, page });
      await page.close();
      await lockstep.stop();
      await removeDataDir(dataDir);
      await organisation.close();
    },
    { scope: 'worker' },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern
  organisation: async ({}, use, { annotations }) => {
    const calm = annotations.some(({ type }) => type === 'calm');
    const organisation = await startDemoOrganisation({ faults: calm ? {} : faultsOfAll() });
    await use(organisation);
    await organisation.close();
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above
  dataDir: async ({}, use) => {
    const dataDir = await newDataDir();
    await use(dataDir);
    await removeDataDir(dataDir);
  },
  lockstep: async ({ organisation, dataDir }, use) => {
    const lockstep = await startLockstep(dataDir, connectedTo(organisation));
    await use(lockstep);
    await lockstep.stop();
  },
  demo: async ({ dataDir }, use) => {
    const lockstep = await startLockstep(dataDir);
    await use(lockstep);
    await lockstep.stop();
  },
});

/**
 * `npm run e2e:faults` sets a seed in the environment: then some requests are answered with 500 or 429. A test that
 * cannot work with that has an annotation of the type `calm`, which says why.
 */
function faultsOfAll(): Partial<Faults> {
  const seed = process.env.LOCKSTEP_E2E_FAULTS;
  return seed ? { showers: { share: 0.05, seed: Number(seed), on: 'any' } } : {};
}

/** The environment that connects the program to an organisation. */
export function connectedTo(organisation: DemoOrganisation): Record<string, string> {
  return {
    ATLASSIAN_API_URL: organisation.url,
    ATLASSIAN_ORG_API_KEY: organisation.apiKey,
    ATLASSIAN_ORG_ID: organisation.organisationId,
  };
}

export { expect } from '@playwright/test';
