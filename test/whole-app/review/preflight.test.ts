/** Tests preflight and the sealed plan against the demo organisation over real HTTP. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DemoOrganisation, startDemoOrganisation } from '#lib/demo/server';
import { answerText } from '#lib/domain/plan/question';
import { type PreflightPart, preflightParts, willFail } from '#lib/domain/preflight/preflight';
import { atOnce } from '#lib/domain/text/pieces';
import type { App } from '#lib/server/app';
import { composedApp } from '#test/composed-app';
import { answered, checked } from '#test/demo-job';

let organisation: DemoOrganisation;
let dataDir: string;
let app: App;

async function open(): Promise<App> {
  const { url, apiKey, organisationId } = organisation;
  const opened = await composedApp({ dataDir, apiUrl: url, apiKey, organisationId });
  // The key is checked in the background. After that, its calls do not mix with those of a test.
  await checked(opened);
  return opened;
}

beforeEach(async () => {
  organisation = await startDemoOrganisation({ people: 120 });
  dataDir = mkdtempSync(path.join(tmpdir(), 'lockstep-preflight-'));
  app = await open();
});

afterEach(async () => {
  await app.close();
  await organisation.close();
  rmSync(dataDir, { recursive: true, force: true });
});

function unwrap<T>(result: { ok: true; value: T } | { ok: false; error: { message: string } }): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

async function* chunksOf(text: string) {
  yield new TextEncoder().encode(text);
}

/** Uploads the people as a users export without a column for organisation admins. */
async function upload(people = organisation.people(), writtenAt: number | null = null): Promise<string> {
  const lines = people.map(
    (each) => `${each.accountId},"${each.name.replaceAll('"', '""')}",${each.email},Active`,
  );
  const file = ['User id,User name,email,User status', ...lines, ''].join('\r\n');
  const roster = unwrap(await app.engine.rosters.upload(chunksOf(file), { name: 'users.csv', writtenAt }));
  unwrap(await app.engine.rosters.setOperatorAbsent(roster.id, 'admin@example.net'));
  return roster.id;
}

/** Asks, and waits until everything is answered. */
async function ask(rosterId: string, parts: readonly PreflightPart[] = preflightParts) {
  unwrap(await app.engine.preflight.start(rosterId, parts));
  for (;;) {
    const view = unwrap(await app.engine.preflight.view(rosterId));
    if (view.running === null) return view;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const predictionOf = (rosterId: string, accountId: string) =>
  atOnce(app.engine.preflight.known(rosterId)).predictions?.get(accountId);
const kindOf = (rosterId: string, accountId: string) => predictionOf(rosterId, accountId)?.kind;
const ofKind = (kind: string) => organisation.people().filter((person) => person.kind === kind);
const questions = () => organisation.ledger().filter(({ operation }) => operation === 'manage').length;

describe('preflight', () => {
  it('predicts for every kind of person what a deactivation would be answered', async () => {
    const rosterId = await upload();
    const { record } = await ask(rosterId);
    expect(record.parts.accounts.state).toBe('known');
    expect(record.accounts?.active).toBe(
      organisation.people().filter((one) => one.status === 'active' && one.kind !== 'unmanaged').length,
    );
    for (const person of ofKind('unmanaged')) expect(kindOf(rosterId, person.accountId)).toBe('not-managed');
    for (const kind of ['scim', 'google']) {
      for (const person of ofKind(kind)) {
        const expected = person.status === 'active' ? 'refused' : 'already-inactive';
        expect(kindOf(rosterId, person.accountId)).toBe(expected);
      }
    }
    const inactive = ofKind('ordinary').find((one) => one.status === 'inactive');
    expect(kindOf(rosterId, inactive?.accountId ?? '')).toBe('already-inactive');
    const ordinary = ofKind('ordinary').filter((one) => one.status === 'active' && !one.suspended);
    expect(ordinary.map((one) => kindOf(rosterId, one.accountId))).toEqual(
      ordinary.map(() => 'will-deactivate'),
    );
  });

  it('protects the organisation admins it finds, so that no plan has them', async () => {
    const rosterId = await upload();
    await ask(rosterId, ['admins']);
    const planned = unwrap(app.engine.plans.seal(rosterId, null)).entries.map(({ accountId }) => accountId);
    const admins = ofKind('organisation-admin').map(({ accountId }) => accountId);
    expect(admins.length).toBeGreaterThan(1);
    expect(planned.filter((accountId) => admins.includes(accountId))).toEqual([]);
  });

  it('goes on without what the organisation does not offer, and says why', async () => {
    organisation.setFaults({ originalUserManagement: true });
    const rosterId = await upload();
    const { record } = await ask(rosterId);
    expect(record.parts.admins).toMatchObject({ state: 'unknown' });
    expect(record.parts.provisioned).toMatchObject({ state: 'unknown' });
    expect(record.parts.permissions.state).not.toBe('unknown');
    expect(record.admins).toBeNull();
  });

  it('obeys a 429 in the middle of the list and goes on from that page', async () => {
    organisation.setFaults({
      storm: { next: 1, after: 1, on: ['managedAccounts'], headers: 'none', seconds: 0 },
    });
    const rosterId = await upload();
    const before = organisation.ledger().length;
    const { record } = await ask(rosterId, ['accounts']);
    expect(record.parts.accounts.state).toBe('known');
    const pages = organisation.ledger().slice(before);
    expect(pages.filter(({ answered }) => answered === 429)).toHaveLength(1);
  });

  it('stops when it is told to, keeps what it knows, and goes on where it was', async () => {
    const rosterId = await upload();
    organisation.setFaults({ latencyMs: 5 });
    unwrap(await app.engine.preflight.start(rosterId, ['accounts', 'permissions']));
    while (questions() < 5) await new Promise((resolve) => setImmediate(resolve));
    unwrap(await app.engine.preflight.cancel(rosterId));
    while (unwrap(await app.engine.preflight.view(rosterId)).running) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(unwrap(await app.engine.preflight.view(rosterId)).record.parts.permissions).toMatchObject({
      state: 'partly',
    });
    const asked = questions();
    const answered = [...atOnce(app.engine.preflight.known(rosterId)).accounts.values()].filter((readings) =>
      readings.some(({ source }) => source === 'manage'),
    ).length;
    organisation.resetFaults();
    const ticked = unwrap(await app.engine.rosters.review(rosterId)).filter((each) => each.ticked).length;
    await ask(rosterId, ['permissions']);
    expect(questions() - asked).toBe(ticked - answered);
  });

  it('unticks those who would be refused once, and leaves the ticks that the admin gives them', async () => {
    const rosterId = await upload();
    const review = async () => unwrap(await app.engine.rosters.review(rosterId));
    const unticked = async () =>
      (await review()).flatMap(({ untickedByCheck, user }) => (untickedByCheck ? [user.accountId] : []));
    await ask(rosterId);
    const refused = await unticked();
    expect(refused.length).toBeGreaterThan(1);
    expect(refused.every((accountId) => willFail(predictionOf(rosterId, accountId ?? '')))).toBe(true);
    const ticked = (await review()).filter((each) => each.ticked);
    expect(ticked.some(({ user }) => willFail(predictionOf(rosterId, user.accountId ?? '')))).toBe(false);

    const [first = '', ...others] = refused.flatMap((accountId) => accountId ?? []);
    unwrap(await app.engine.rosters.setTicked(rosterId, [first], true));
    expect(await unticked()).toEqual(others);
    await app.close();
    app = await open();
    await ask(rosterId);
    expect((await review()).find(({ user }) => user.accountId === first)?.ticked).toBe(true);
    expect(await unticked()).toEqual(others);
  });

  it('is still there after a restart, and gone with its roster', async () => {
    const rosterId = await upload();
    await ask(rosterId);
    const { predictions } = atOnce(app.engine.preflight.known(rosterId));
    expect(predictions?.size).toBeGreaterThan(0);
    await app.close();
    app = await open();
    expect(atOnce(app.engine.preflight.known(rosterId)).predictions).toEqual(predictions);
    unwrap(app.engine.rosters.remove(rosterId));
    expect((await app.engine.preflight.view(rosterId)).ok).toBe(false);
  });

  it('does not hold up a plan for longer than it may', async () => {
    const rosterId = await upload();
    organisation.setFaults({ latencyMs: 60_000 });
    await app.engine.lists.refresh(rosterId, 50);
    const { running, record } = unwrap(await app.engine.preflight.view(rosterId));
    expect(running).toBeNull();
    // Ended by the stop, not by their own timeout; on a slow machine before the first request.
    const stopped = { state: 'unknown', message: 'It was stopped before the end.' };
    expect([{ state: 'never' }, expect.objectContaining(stopped)]).toContainEqual(record.parts.accounts);
    expect(unwrap(app.engine.plans.seal(rosterId, null)).plan.terms?.activeAccounts).toBeNull();
  });

  it('asks by itself only when what it knows is old', async () => {
    const rosterId = await upload();
    await app.engine.lists.refresh(rosterId, 600_000);
    const asked = organisation.ledger().length;
    await app.engine.lists.refresh(rosterId, 600_000);
    expect(organisation.ledger()).toHaveLength(asked);
  });
});

describe('a sealed plan', () => {
  it('has each prediction, and the alarms with their names', async () => {
    const rosterId = await upload(organisation.people(), Date.now() - 3 * 86_400_000);
    await ask(rosterId);
    // The check has unticked those who would be refused. The admin may tick them again.
    unwrap(await app.engine.rosters.setTicked(rosterId, 'all', true));
    const { entries, alarms, plan } = unwrap(app.engine.plans.seal(rosterId, null));
    for (const person of ofKind('scim').filter((one) => one.status === 'active')) {
      expect(entries.find((one) => one.accountId === person.accountId)?.prediction?.kind).toBe('refused');
    }
    expect(alarms.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['predicted-to-fail', 'service-accounts', 'recently-active', 'old-export']),
    );
    expect(unwrap(app.engine.plans.get(plan.id))).toEqual({ plan, entries, alarms, notes: [] });
    const failing = alarms.find(({ code }) => code === 'predicted-to-fail');
    const named = failing?.users?.map((position) => entries[position]);
    expect(named).toHaveLength(failing?.count ?? 0);
    expect(named?.every((entry) => willFail(entry?.prediction))).toBe(true);
  });

  it('keeps a warning that the admin has looked at as an answer, and no other answer to it', async () => {
    const rosterId = await upload(ofKind('ordinary').slice(0, 6), Date.now() - 3 * 86_400_000);
    const kept = { question: 'alarm:old-export', answer: 'none' } as const;
    const { plan } = unwrap(app.engine.plans.seal(rosterId, null, { answers: [kept] }));
    const question = plan.terms?.questions?.find((each) => each.question === kept.question);
    expect(question && answerText(question)).toBe(
      'The export is 3 days old. Your answer: you have looked, and kept it.',
    );
    const other = [{ question: 'alarm:nonsense', answer: 'none' } as const];
    expect(app.engine.plans.seal(rosterId, null, { answers: other })).toMatchObject({ ok: false });
    const absent = [{ question: 'alarm:changed', answer: 'none' } as const];
    const without = unwrap(app.engine.plans.seal(rosterId, null, { answers: absent }));
    expect(without.plan.terms?.questions?.map((each) => each.question)).not.toContain('alarm:changed');
  });

  it('cannot be started once a tick or a protection changed', async () => {
    const rosterId = await upload(ofKind('ordinary').slice(0, 6));
    const { plan, entries } = unwrap(app.engine.plans.seal(rosterId, null));
    const request = { planId: plan.id, digest: plan.digest, count: plan.count };
    const [first] = entries;
    if (!first) throw new Error('an empty plan');
    unwrap(await app.engine.rosters.setTicked(rosterId, [first.accountId], false));
    expect(app.engine.runs.start(request)).toMatchObject({ ok: false, error: { code: 'conflict' } });
    unwrap(await app.engine.rosters.setTicked(rosterId, [first.accountId], true));
    unwrap(app.engine.protections.protect(first, 'Kept'));
    expect(app.engine.runs.start(request)).toMatchObject({ ok: false, error: { code: 'conflict' } });
  });

  it('above the size limit needs a reason, which is part of what is sealed', async () => {
    const rosterId = await upload(ofKind('ordinary').slice(0, 6));
    app.engine.sizeLimits.setSizeLimit({ maxCount: 3, maxPercent: null, percentFrom: 500 });
    const { answers } = answered;
    const held = unwrap(app.engine.plans.seal(rosterId, null, { answers }));
    expect(held.alarms.find(({ code }) => code === 'size-limit')).toMatchObject({ level: 'reason' });
    const start = ({ plan }: typeof held) =>
      app.engine.runs.start({ planId: plan.id, digest: plan.digest, count: plan.count });
    expect(start(held)).toMatchObject({ ok: false, error: { code: 'conflict' } });
    const raised = unwrap(app.engine.plans.seal(rosterId, null, { answers, raisedBecause: 'Merger' }));
    expect(raised.plan.digest).not.toBe(held.plan.digest);
    expect(raised.plan.terms?.sizeLimit.raisedBecause).toBe('Merger');
    expect(start(raised).ok).toBe(true);
  });

  it('is refused where it would leave fewer than two organisation admins', async () => {
    const rosterId = await upload();
    await ask(rosterId, ['admins']);
    for (const admin of ofKind('organisation-admin').slice(1)) {
      unwrap(app.engine.protections.unprotect(admin.accountId, 'They leave'));
    }
    const sealed = app.engine.plans.seal(rosterId, null);
    expect(sealed).toMatchObject({ ok: false, error: { code: 'conflict' } });
    expect(sealed.ok ? '' : sealed.error.message).toContain('one organisation admin active');
  });
});
