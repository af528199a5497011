/** Tests what is allowed and reported after somebody else changed the data folder of an interrupted run. */
import path from 'node:path';
import Papa from 'papaparse';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databaseName } from '#lib/adapters/sqlite/database';
import { Sqlite } from '#lib/adapters/sqlite/driver';
import type { SealedPlan } from '#lib/engine/plan/sealing';
import type { RunView } from '#lib/engine/run/run-view';
import { checkAll } from '#lib/server/check-journal';
import { reportHead, reportPage, reportTable } from '#lib/server/http/report-views';
import { answered, DemoJob, unwrap } from '#test/demo-job';
import { fastClock } from '#test/fast-clock';
import { until } from '#test/until';

let job: DemoJob;
let sealed: SealedPlan;
let id: string;

beforeEach(async () => {
  job = await DemoJob.open({ people: 60 }, fastClock());
  sealed = await job.seal(12, undefined, job.isOrdinary);
});
afterEach(() => job.close());

const file = () => path.join(job.dataDir, databaseName);
const runs = () => job.app.engine.runs;
const view = () => job.get(id);
const calledIds = () => job.calls('lifecycle.disable').map(({ accountId }) => accountId);
const at = (position: number) => {
  const entry = sealed.entries[position];
  if (!entry) throw new Error(`nobody at ${position}`);
  return entry;
};
/** An active, unprotected account outside the plan. */
const outsider = () => {
  const planned = new Set(sealed.entries.map(({ accountId }) => accountId));
  const person = job.organisation
    .people()
    .find(
      ({ accountId, kind, status }) => kind === 'ordinary' && status === 'active' && !planned.has(accountId),
    );
  if (!person) throw new Error('everybody is in the plan');
  return person;
};

function edit(...statements: string[]): void {
  const database = new Sqlite(file());
  database.pragma('foreign_keys = OFF');
  database.exec('DROP TRIGGER IF EXISTS journal_is_append_only');
  for (const statement of statements) database.exec(statement);
  database.close();
}

/** Starts the run, pauses it in the middle, ends the program, changes the folder, and starts the program again. */
async function interruptedAnd(...statements: string[]): Promise<void> {
  id = job.start(sealed).record.id;
  await job.until(id, ({ state }) => state.settled >= 3);
  job.say(id, 'pause');
  await until(() => view().state.open.size === 0);
  await job.reopen();
  await job.app.close();
  edit(...statements);
  await job.reopen();
}

/** The text of every report about it. */
async function reports() {
  const report = unwrap(await runs().report(id));
  const table = Papa.parse<Record<string, string>>([...reportTable(report)].join('').slice(1).trimEnd(), {
    header: true,
  });
  return {
    csv: table.data.map((row) => row['As sealed']),
    json: { ...reportHead(report).sealed, journal: report.journal.intact },
    html: [...reportPage(report, 0).html].join(''),
    check: checkAll(file()),
  };
}

/** Expects that the run is closed, says why, and calls nobody more. */
async function expectClosed(why: RegExp): Promise<RunView> {
  const before = calledIds();
  const closed = view();
  expect(closed.state.status).toBe('interrupted');
  expect(closed.differences.join(' ')).toMatch(why);
  expect(unwrap(await runs().detail(id)).view.differences.join(' ')).toMatch(why);
  for (const command of ['resume', 'pause'] as const) {
    const said = runs().command(id, command);
    expect(said).toMatchObject({ ok: false, error: { code: 'conflict' } });
    if (!said.ok) expect(said.error.details?.join(' ')).toMatch(why);
  }
  expect(calledIds()).toEqual(before);
  return closed;
}

/** Expects that it can be stopped, and that its reports then say what differs. */
async function expectReported(why: RegExp): Promise<void> {
  const before = calledIds();
  expect(unwrap(runs().command(id, 'stop')).state).toMatchObject({
    status: 'ended',
    end: { how: 'stopped' },
  });
  const said = await reports();
  expect(said.csv.length).toBeGreaterThanOrEqual(sealed.plan.count);
  for (const cell of said.csv) expect(cell).toMatch(why);
  expect(said.json.intact).toBe(false);
  expect(said.json.differences.join(' ')).toMatch(why);
  expect(said.html).toContain('NOT as it was sealed and written');
  expect(unwrap(await runs().detail(id)).view.differences.join(' ')).toMatch(why);
  expect(calledIds()).toEqual(before);
}

/** Expects that a new plan of the rest contains the users not attempted, and that its run calls them. */
async function expectRest(): Promise<SealedPlan> {
  const rest = unwrap(runs().sealFrom(id, 'rest', answered));
  expect(rest.notes[0]).toContain('not as it was sealed and written');
  const next = unwrap(
    runs().start({ planId: rest.plan.id, digest: rest.plan.digest, count: rest.plan.count }),
  );
  const { state } = await job.goOn(next.record.id);
  expect(state.end?.how).toBe('completed');
  return rest;
}

it('takes up a run that is as it was, and says so everywhere', async () => {
  await interruptedAnd();
  expect(view()).toMatchObject({ differences: [], state: { status: 'interrupted' } });
  job.say(id, 'resume');
  await job.goOn(id);
  expect(calledIds()).toEqual(sealed.entries.map(({ accountId }) => accountId));
  const said = await reports();
  expect(new Set(said.csv)).toEqual(new Set(['Yes']));
  expect(said.json).toEqual({ version: 3, intact: true, differences: [], notSealed: null, journal: true });
  expect(said.html).not.toContain('NOT as it was');
  const clocks =
    /^Run 1: Atlassian’s clock minus this computer’s is -?\d+ s at least and -?\d+ s at most, by the dates of 12 answers\. 12 answers have a trace ID\.$/;
  expect(said.check).toMatchObject({
    intact: true,
    lines: [expect.stringMatching(/^Run 1: unbroken/), expect.stringMatching(clocks)],
  });
});

describe('a changed plan', () => {
  it('calls nobody who was put into it', async () => {
    const other = outsider();
    await interruptedAnd(`UPDATE plan_entries SET account_id = '${other.accountId}' WHERE position = 9`);
    await expectClosed(/not those that were sealed/);
    await expectReported(/not those that were sealed/);
    expect(calledIds()).not.toContain(other.accountId);
    const { intact, lines } = checkAll(file());
    expect(intact).toBe(false);
    expect(lines[0]).toMatch(/unbroken.*NOT AS SEALED/);
  });

  it.each([
    ['another name', "UPDATE plan_entries SET name = 'Somebody Else' WHERE position = 9", /digest/],
    ['another address', "UPDATE plan_entries SET email = 'other@example.com' WHERE position = 2", /digest/],
    ['another message', "UPDATE plans SET plan = json_set(plan, '$.message', 'Goodbye')", /digest/],
    [
      'another organisation name',
      "UPDATE plans SET plan = json_set(plan, '$.organisationName', 'X')",
      /digest/,
    ],
    ['nobody left in it', 'DELETE FROM plan_entries', /12 users, and 0/],
    ['one user fewer', 'DELETE FROM plan_entries WHERE position = 11', /12 users, and 11/],
    ['other places', 'UPDATE plan_entries SET position = 20 WHERE position = 11', /places/],
    ['all of it gone', 'DELETE FROM plan_entries; DELETE FROM plans', /missing from the data folder/],
    ['text that is no JSON', "UPDATE plans SET plan = 'x' || plan", /digest/],
  ])('is closed: %s', async (_what, statement, why) => {
    await interruptedAnd(statement);
    await expectClosed(why);
    await expectReported(why);
  });

  it('is closed where its own digest was made to fit', async () => {
    const { digest } = sealed.plan;
    const other = `${digest.startsWith('0') ? '1' : '0'}${digest.slice(1)}`;
    await interruptedAnd(`UPDATE plans SET plan = json_set(plan, '$.digest', '${other}')`);
    await expectClosed(/the journal has another digest/);
  });

  it('allows a new run of the rest, with a warning', async () => {
    await interruptedAnd("UPDATE plan_entries SET name = 'Somebody Else' WHERE position = 9");
    await expectClosed(/digest/);
    await expectReported(/digest/);
    await expectRest();
    expect(new Set(calledIds())).toEqual(new Set(sealed.entries.map(({ accountId }) => accountId)));
  });

  it('of a run that has ended is said in every report', async () => {
    id = job.start(sealed).record.id;
    await job.goOn(id);
    edit("UPDATE plan_entries SET name = 'Framed Person' WHERE position = 1");
    expect(unwrap(await runs().detail(id)).view.differences.join(' ')).toMatch(/not those that were sealed/);
    const said = await reports();
    expect(said.csv[0]).toMatch(/^NO\./);
    expect(said.json).toMatchObject({ intact: false, journal: true });
    expect(said.check).toMatchObject({ intact: false });
  });

  it('is seen when a paused run is resumed', async () => {
    id = job.start(sealed).record.id;
    await job.until(id, ({ state }) => state.settled >= 3);
    job.say(id, 'pause');
    await until(() => view().state.open.size === 0);
    const other = outsider();
    edit(`UPDATE plan_entries SET account_id = '${other.accountId}' WHERE position = 9`);
    expect(runs().command(id, 'resume')).toMatchObject({ ok: false, error: { code: 'conflict' } });
    await job.until(id, ({ state }) => state.status === 'interrupted');
    await expectClosed(/not those that were sealed/);
    await expectReported(/not those that were sealed/);
  });

  it('is seen when the run is to go on without reading', async () => {
    job.organisation.setFaults({ serverErrors: { on: ['profile'], everyKth: 1, status: 503 } });
    id = job.start(sealed).record.id;
    await job.until(id, ({ state }) => state.pause?.code === 'nobody-read');
    edit("UPDATE plan_entries SET name = 'Somebody Else' WHERE position = 9");
    const said = runs().command(id, 'resume-without-reading');
    expect(said).toMatchObject({ ok: false, error: { code: 'conflict' } });
    await job.until(id, ({ state }) => state.status === 'interrupted');
    await expectClosed(/not those that were sealed/);
    expect(calledIds()).toEqual([]);
  });
});

describe('a changed journal', () => {
  it.each([
    [
      'an entry was changed',
      "UPDATE journal SET event = replace(event, 'active', 'closed') WHERE seq = 3",
      /entry 3/,
    ],
    ['a byte was flipped', "UPDATE journal SET event = '[' || substr(event, 2) WHERE seq = 5", /entry 5/],
    ['the first entry can no longer be read', "UPDATE journal SET event = '[' WHERE seq = 1", /entry 1/],
    ['an entry is missing', 'DELETE FROM journal WHERE seq = 4', /entry 4/],
    ['its end was cut off', 'DELETE FROM journal WHERE seq > 5', /the last ones were cut off/],
    ['all of it is gone', 'DELETE FROM journal', /the last ones were cut off/],
  ])('closes the run: %s', async (_what, statement, why) => {
    await interruptedAnd(statement);
    await expectClosed(why);
    expect(checkAll(file())).toMatchObject({ intact: false });
    await expectReported(why);
    const said = await reports();
    expect(said.json.journal).toBe(false);
    expect(said.check).toMatchObject({
      intact: false,
      lines: expect.arrayContaining([expect.stringContaining('BROKEN')]),
    });
    await job.reopen();
    expect(unwrap(await runs().detail(id)).view.differences.join(' ')).toMatch(why);
  });

  it('shows a cut end of a run that has ended, which is then open again and closed for resuming', async () => {
    id = job.start(sealed).record.id;
    await job.goOn(id);
    const before = calledIds();
    await job.app.close();
    edit('DELETE FROM journal WHERE seq > 8');
    await job.reopen();
    await expectClosed(/cut off/);
    await expectReported(/cut off/);
    expect(calledIds()).toEqual(before);
  });
});

describe('lost protections', () => {
  it('close the run, are named, and protect all the same', async () => {
    id = job.start(sealed).record.id;
    await job.until(id, ({ state }) => state.settled >= 2);
    job.say(id, 'pause');
    await until(() => view().state.open.size === 0);
    const { accountId, name, email } = at(10);
    unwrap(job.app.engine.protections.protect({ accountId, name, email }, 'Still needed'));
    await job.app.close();
    edit('DELETE FROM protections');
    await job.reopen();
    const lost = new RegExp(`nobody took them back: .*${name}`);
    await expectClosed(lost);
    await expectReported(lost);
    const { intact, lines } = checkAll(file());
    expect(intact).toBe(true);
    expect(lines.join('\n')).toMatch(/^Run 1: closed for resuming\. .*nobody took them back/m);
    await job.reopen();
    expect(unwrap(await runs().detail(id)).view.differences.join(' ')).toMatch(lost);
    expect(job.app.engine.protections.reasonAgainst(accountId)).toMatch(/Still needed \(it was missing/);
    const rest = await expectRest();
    expect(rest.entries.map((entry) => entry.accountId)).not.toContain(accountId);
    expect(calledIds()).not.toContain(accountId);
  });

  it('do not close the run where they were taken back', async () => {
    const { accountId, name, email } = at(10);
    unwrap(job.app.engine.protections.protect({ accountId, name, email }, 'Still needed'));
    unwrap(job.app.engine.protections.unprotect(accountId, 'No longer'));
    await interruptedAnd();
    expect(view().differences).toEqual([]);
  });

  it('of a rule that was deleted close the run, and the rule is put back', async () => {
    const rule = { kind: 'email', pattern: 'nobody-has-this@example.com', reason: 'Break glass' } as const;
    unwrap(await job.app.engine.rules.add(rule));
    await interruptedAnd('DELETE FROM protection_catches', 'DELETE FROM protection_rules');
    await expectClosed(/the rule E-mail “nobody-has-this/);
    expect(job.app.engine.rules.list()).toMatchObject([rule]);
  });

  it('of a rule whose line in the history was damaged do not keep Lockstep from starting', async () => {
    unwrap(
      await job.app.engine.rules.add({ kind: 'email', pattern: 'a@example.com', reason: 'Break glass' }),
    );
    await interruptedAnd("UPDATE protection_history SET rule = '[' WHERE rule IS NOT NULL");
    expect(view().differences).toEqual([]);
    expect(job.app.engine.rules.list()).toHaveLength(1);
  });

  it('keep a plan from being started until they are back', async () => {
    const { accountId, name, email } = outsider();
    unwrap(job.app.engine.protections.protect({ accountId, name, email }, 'Still needed'));
    edit(`DELETE FROM protections WHERE account_id = '${accountId}'`);
    const { id: planId, digest, count } = sealed.plan;
    const said = runs().start({ planId, digest, count });
    expect(said).toMatchObject({ ok: false, error: { message: expect.stringContaining(name) } });
    expect(runs().list()).toEqual([]);
    expect(runs().start({ planId, digest, count }).ok).toBe(true);
  });

  it('are put back where no run is under way, and the history says so', async () => {
    const { accountId, name, email } = at(10);
    unwrap(job.app.engine.protections.protect({ accountId, name, email }, 'Still needed'));
    await job.app.close();
    edit('DELETE FROM protections');
    await job.reopen();
    const { protections } = job.app.engine;
    expect(protections.reasonAgainst(accountId)).toContain('Still needed');
    expect(protections.history()[0]?.reason).toContain('was put back');
    const after = protections.history().length;
    await job.reopen();
    expect(job.app.engine.protections.history()).toHaveLength(after);
  });
});
