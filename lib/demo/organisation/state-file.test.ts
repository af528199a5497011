import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isWindows } from '#test/able';
import { accountPath, ask, closeAll, organisationOf, personOf } from '#test/documented/asking';

let folder = '';
let stateFile = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'demo-state-'));
  stateFile = path.join(folder, 'state.jsonl');
});
afterEach(async () => {
  await closeAll();
  rmSync(folder, { recursive: true, force: true });
});

const start = () => organisationOf({ people: 30, stateFile });

it('an organisation that is started again is where it was, also after a crash in the middle of a line', async () => {
  const before = await start();
  expect(existsSync(stateFile)).toBe(false);
  const { accountId } = personOf(before, 'ordinary');
  await ask(before, accountPath(accountId, '/lifecycle/disable'), { method: 'POST', body: {} });
  if (!isWindows) expect(statSync(stateFile).mode & 0o777).toBe(0o600);
  await closeAll();
  appendFileSync(stateFile, '{"accountId":"712020');
  const after = await start();
  const statusOf = (id: string) => after.people().find((person) => person.accountId === id)?.status;
  expect(statusOf(accountId)).toBe('inactive');
  const other = personOf(after, 'ordinary').accountId;
  await ask(after, accountPath(other, '/lifecycle/disable'), { method: 'POST', body: {} });
  await closeAll();
  const third = await start();
  const inactive = (id: string) => third.people().find((person) => person.accountId === id)?.status;
  expect([inactive(accountId), inactive(other)]).toEqual(['inactive', 'inactive']);
});

it('a reset empties the file', async () => {
  const organisation = await start();
  const { accountId } = personOf(organisation, 'ordinary');
  await ask(organisation, accountPath(accountId, '/lifecycle/delete'), { method: 'POST', body: {} });
  expect(readFileSync(stateFile, 'utf8')).not.toBe('');
  organisation.reset();
  expect(readFileSync(stateFile, 'utf8')).toBe('');
});
