/** Tests that the requests of sealing to the store do not depend on the number of users. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { startDemoOrganisation } from '#lib/demo/server';
import { composedApp } from '#test/composed-app';
import { unwrap } from '#test/demo-job';
import { withoutRoles } from '#test/uploads';

it('sealing asks the store about earlier runs as often for many users as for few', async () => {
  const organisation = await startDemoOrganisation({ people: 60 });
  const dataDir = mkdtempSync(path.join(tmpdir(), 'lockstep-sealing-'));
  let asked = 0;
  const { url: apiUrl, apiKey, organisationId } = organisation;
  const config = { dataDir, apiUrl, apiKey, organisationId };
  const opened = await composedApp({
    ...config,
    around: (store) => ({
      ...store,
      runs() {
        asked += 1;
        return store.runs();
      },
    }),
  });
  const { engine } = opened;
  try {
    await engine.plans.prepare(null);
    const askedFor = async (count: number) => {
      const people = organisation.people().slice(0, count);
      async function* file() {
        yield new TextEncoder().encode(withoutRoles(people));
      }
      const { id } = unwrap(await engine.rosters.upload(file(), { name: 'a.csv', writtenAt: null }));
      unwrap(await engine.rosters.setOperatorAbsent(id, 'admin@example.net'));
      await engine.plans.prepare(id);
      asked = 0;
      engine.plans.seal(id, null);
      return asked;
    };
    const few = await askedFor(5);
    expect(few).toBeGreaterThan(0);
    expect(await askedFor(50)).toBe(few);
  } finally {
    await opened.close();
    await organisation.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
});
