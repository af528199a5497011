/** Tests every use with every check of the gate, each in a state that only this check refuses. */
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { databaseName } from '#lib/adapters/sqlite/database';
import { Sqlite } from '#lib/adapters/sqlite/driver';
import { actSchema } from '#lib/domain/outcome/act';
import { planText } from '#lib/domain/plan/plan-text';
import { postmanFiles } from '#lib/domain/postman/export';
import type { EngineErrorCode } from '#lib/engine/errors';
import { type GateCheck, gateChecks, type PlanUse, planUses } from '#lib/engine/plan/gate';
import type { SealedPlan, SealRequest } from '#lib/engine/plan/sealing';
import { hashing } from '#lib/server/hashing';
import { unwrap } from '#test/demo-job';
import { job, openAppForEachTest } from '#test/job-of-each-test';
import {
  admins,
  askAtlassian,
  bareIds,
  called,
  confirmed,
  ordinary,
  run,
  upload,
  withoutRoles,
} from '#test/uploads';

openAppForEachTest();

type Confirmed = ReturnType<typeof confirmed>;

/** The digest and number that the admin confirms, and the message of the check that refuses them. */
interface Refused {
  confirm: Confirmed;
  code: EngineErrorCode;
  message: string;
  /** Removes only what the check refuses; then the plan passes. Null if nothing can remove it. */
  fix: (() => Promise<Confirmed> | Confirmed) | null;
}
/** Brings a plan into the state; or says why this use never meets it. */
type Pair = { bring(): Promise<Refused> } | { never: string };

const answers = [{ question: 'admins', answer: 'none' }] as const;

async function sealed(request: SealRequest & { dryRun?: boolean } = { answers }): Promise<SealedPlan> {
  const rosterId = await upload(job, withoutRoles(ordinary(job, 4)));
  return unwrap(job.app.engine.plans.seal(rosterId, null, request));
}
const firstOf = ({ entries: [entry] }: SealedPlan) => {
  if (!entry) throw new Error('an empty plan');
  return entry;
};

const restAnswers = [...answers, { question: 'operator', answer: 'none' }] as const;

/** A run of this plan that was stopped at its first user. */
async function stoppedRun(plan: SealedPlan): Promise<string> {
  const { id } = job.start(plan).record;
  job.say(id, 'stop');
  await job.goOn(id);
  return id;
}

/** The states that are the same for every use. */
const everywhere = {
  digest: {
    async bring() {
      const confirm = confirmed(await sealed());
      const digest = 'ab'.repeat(32);
      return {
        confirm: { ...confirm, digest },
        code: 'conflict',
        message: 'not the one that was confirmed',
        fix: () => confirm,
      };
    },
  },
  count: {
    async bring() {
      const confirm = confirmed(await sealed());
      return {
        confirm: { ...confirm, count: 5 },
        code: 'invalid',
        message: 'has 4 users, not 5',
        fix: () => confirm,
      };
    },
  },
  age: {
    async bring() {
      const plan = await sealed();
      return {
        confirm: sealedAt(plan, Date.now() - 3_700_000),
        code: 'conflict',
        message: 'sealed more than an hour ago',
        fix: () => sealedAt(plan, Date.now() - 3_500_000),
      };
    },
  },
  connection: {
    async bring() {
      const confirm = confirmed(await sealed());
      const { connections } = job.app.engine;
      unwrap(await connections.forget());
      const { apiKey, organisationId } = job.organisation;
      return {
        confirm,
        code: 'not-connected',
        message: 'not connected',
        async fix() {
          unwrap(await connections.connectTyped(apiKey, organisationId));
          return confirm;
        },
      };
    },
  },
  key: {
    async bring() {
      const confirm = confirmed(await sealed());
      const { connections } = job.app.engine;
      job.organisation.setFaults({ keyRevokedAfter: { calls: 0, on: 'any', as: 'unauthorised' } });
      unwrap(await connections.recheck());
      return {
        confirm,
        code: 'refused-by-atlassian',
        message: 'did not accept the API key',
        async fix() {
          job.organisation.resetFaults();
          unwrap(await connections.recheck());
          return confirm;
        },
      };
    },
  },
  protections: {
    async bring() {
      const plan = await sealed();
      const { protections } = job.app.engine;
      const { accountId } = firstOf(plan);
      // The protection has only the account ID, so that the address is not another reason.
      unwrap(protections.protect({ accountId, name: '', email: '' }, 'Stays'));
      return {
        confirm: confirmed(plan),
        code: 'conflict',
        message: 'protected after the plan was sealed',
        fix() {
          unwrap(protections.unprotect(accountId, 'Goes'));
          return confirmed(plan);
        },
      };
    },
  },
  ticks: {
    async bring() {
      const plan = await sealed();
      const { accountId } = firstOf(plan);
      const tick = (ticked: boolean) =>
        job.app.engine.rosters.setTicked(plan.plan.rosterId ?? '', [accountId], ticked);
      unwrap(await tick(false));
      return {
        confirm: confirmed(plan),
        code: 'conflict',
        message: 'Ticks or protections changed',
        async fix() {
          unwrap(await tick(true));
          return confirmed(plan);
        },
      };
    },
  },
  otherRuns: {
    async bring() {
      const plan = await sealed();
      const runId = await stoppedRun(plan);
      const rest = () => unwrap(job.app.engine.runs.sealFrom(runId, 'rest', { answers: restAnswers }));
      const before = rest();
      await run(job, rest());
      return {
        confirm: confirmed(before),
        code: 'conflict',
        message: 'Another run has acted on',
        fix: null,
      };
    },
  },
  judgement: {
    async bring() {
      const plan = await sealed();
      return {
        confirm: asByAnEarlierVersion(plan),
        code: 'conflict',
        message: 'sealed by an earlier version',
        fix: () => confirmed(unwrap(job.app.engine.plans.seal(plan.plan.rosterId ?? '', null, { answers }))),
      };
    },
  },
  size: {
    async bring() {
      job.app.engine.sizeLimits.setSizeLimit({ maxCount: 3, maxPercent: null, percentFrom: 20 });
      const plan = await sealed();
      const request = { answers, raisedBecause: 'They all leave' };
      return {
        confirm: confirmed(plan),
        code: 'conflict',
        message: 'More than the 3 users',
        fix: () => confirmed(unwrap(job.app.engine.plans.seal(plan.plan.rosterId ?? '', null, request))),
      };
    },
  },
  answers: {
    async bring() {
      const plan = await sealed({});
      return {
        confirm: confirmed(plan),
        code: 'question-open',
        message: 'A question is not answered',
        fix: () => confirmed(unwrap(job.app.engine.plans.seal(plan.plan.rosterId ?? '', null, { answers }))),
      };
    },
  },
  since: {
    async bring() {
      const rosterId = await upload(job, bareIds(ordinary(job, 4)));
      const plan = unwrap(job.app.engine.plans.seal(rosterId, null, { answers }));
      const { rules } = job.app.engine;
      unwrap(await rules.add({ kind: 'group', pattern: 'board', reason: 'The board' }));
      return {
        confirm: confirmed(plan),
        code: 'conflict',
        message: 'could not be checked',
        fix() {
          unwrap(rules.remove(rules.list()[0]?.id ?? '', 'Goes'));
          return confirmed(plan);
        },
      };
    },
  },
} as const satisfies Partial<Record<GateCheck, Pair>>;

/** Every use with every check. If a new use or check has no row, this does not compile. */
const table: { [U in PlanUse]: { [C in GateCheck]: Pair } } = {
  run: {
    ...everywhere,
    once: {
      async bring() {
        const plan = await sealed();
        await run(job, plan);
        return {
          confirm: confirmed(plan),
          code: 'conflict',
          message: 'was started already, as run 1',
          fix: null,
        };
      },
    },
    act: { never: 'A run can carry out every act.' },
  },
  postman: {
    ...everywhere,
    once: {
      async bring() {
        const plan = await sealed();
        unwrap(job.app.engine.runs.start(confirmed(plan)));
        await job.goOn(job.app.engine.runs.list()[0]?.record.id ?? '');
        return {
          confirm: confirmed(plan),
          code: 'conflict',
          message: 'was started already, as run 1',
          fix: null,
        };
      },
    },
    act: {
      async bring() {
        const plan = await sealed({ dryRun: true });
        return {
          confirm: confirmed(plan),
          code: 'conflict',
          message: 'A dry run cannot be done with Postman',
          fix: () =>
            confirmed(unwrap(job.app.engine.plans.seal(plan.plan.rosterId ?? '', null, { answers }))),
        };
      },
    },
  },
};

/** Writes a plan into the database unchanged. */
function store(plan: SealedPlan['plan']): void {
  const database = new Sqlite(path.join(job.dataDir, databaseName));
  database.prepare('UPDATE plans SET plan = ? WHERE id = ?').run(JSON.stringify(plan), plan.id);
  database.close();
}

/** The same plan, stored as if sealed at this moment (ms since the epoch). The digest does not cover it. */
function sealedAt(sealed: SealedPlan, createdAt: number): Confirmed {
  store({ ...sealed.plan, createdAt });
  return confirmed(sealed);
}

/** The same plan as earlier versions stored and sealed it, without questions. */
function asByAnEarlierVersion({ plan, entries }: SealedPlan): Confirmed {
  if (!plan.terms) throw new Error('a plan without terms');
  const { questions, admins: known, ...terms } = plan.terms;
  const { version, ...unversioned } = plan;
  const before = { ...unversioned, terms };
  const digest = hashing.sha256(planText(before, entries));
  store({ ...before, digest });
  return { planId: plan.id, digest, count: plan.count };
}

/** Tries a use in the same way as the product. */
const tryUse: { [U in PlanUse]: (confirm: Confirmed) => { ok: boolean; error?: unknown } } = {
  run: (confirm) => job.app.engine.runs.start(confirm),
  postman: ({ planId, ...confirm }) => {
    const tried = postmanFiles.map((file) => job.app.engine.postman.file(planId, file, confirm));
    const [first] = tried;
    if (!first || tried.some(({ ok }) => ok !== first.ok))
      throw new Error('one file leaves and another does not');
    return first;
  },
};

const uses = Object.keys(planUses) as PlanUse[];
const checkNames = Object.keys(gateChecks) as GateCheck[];

describe.each(uses)('the use “%s”', (use) => {
  it.each(checkNames)('asks the check “%s”', async (check) => {
    const pair: Pair = table[use][check];
    if ('never' in pair) return;
    const { confirm, code, message, fix } = await pair.bring();
    const before = called(job).length;
    expect(tryUse[use](confirm)).toMatchObject({
      ok: false,
      error: { code, message: expect.stringContaining(message) },
    });
    expect(called(job)).toHaveLength(before);
    if (fix) expect(tryUse[use](await fix())).toMatchObject({ ok: true });
  });
});

describe('the table', () => {
  it('has a row for every use and every check', () => {
    expect(Object.keys(table).sort()).toEqual([...uses].sort());
    for (const row of Object.values(table)) expect(Object.keys(row).sort()).toEqual([...checkNames].sort());
  });

  it('leaves out only what cannot occur: a run carries out every act', () => {
    expect([...planUses.run].sort()).toEqual([...actSchema.options].sort());
  });
});

it('a plan leaves in its own organisation only', async () => {
  const confirm = confirmed(await sealed());
  const { organisation } = job;
  const { organisationId: before } = organisation;
  organisation.reset({ seed: organisation.seed + 1 });
  const { connections } = job.app.engine;
  unwrap(await connections.connectTyped(organisation.apiKey, organisation.organisationId));
  for (const use of uses) {
    // Both have the same name.
    const message = `This is planned for Example Org (${before}), and Lockstep is connected to Example Org (${organisation.organisationId}).`;
    expect(tryUse[use](confirm)).toMatchObject({ error: { code: 'conflict', message } });
  }
});

it('a plan does not leave, and none is sealed, with a key that Atlassian refuses', async () => {
  const plan = await sealed();
  const { connections, plans } = job.app.engine;
  job.organisation.setFaults({ keyRevokedAfter: { calls: 0, on: 'any' } });
  unwrap(await connections.recheck());
  const refused = { ok: false, error: { code: 'refused-by-atlassian' } };
  for (const use of uses) expect(tryUse[use](confirmed(plan))).toMatchObject(refused);
  expect(plans.seal(plan.plan.rosterId ?? '', null, { answers })).toMatchObject(refused);
  job.organisation.setFaults({ keyRevokedAfter: null });
  unwrap(await connections.recheck());
  for (const use of uses.toReversed()) expect(tryUse[use](confirmed(plan))).toMatchObject({ ok: true });
});

it('a plan that the clock says is of tomorrow does not leave', async () => {
  const confirm = sealedAt(await sealed(), Date.now() + 86_400_000);
  for (const use of uses) {
    expect(tryUse[use](confirm)).toMatchObject({
      error: { code: 'conflict', message: expect.stringContaining('the clock was set back') },
    });
  }
});

it('Postman has no file of a restore', async () => {
  const runId = await run(job, await sealed());
  const restore = unwrap(job.app.engine.runs.sealFrom(runId, 'deactivated'));
  expect(tryUse.postman(confirmed(restore))).toMatchObject({
    error: { message: 'A restore cannot be done with Postman.' },
  });
});

it('a plan that another run made one of the last admins’ does not leave', async () => {
  const { plans, protections } = job.app.engine;
  const [first, second, third] = admins(job).slice(1);
  if (!first || !second || !third) throw new Error('too few admins');
  const one = await upload(job, withoutRoles([first, second]));
  const other = await upload(job, withoutRoles([third]));
  await askAtlassian(job, null);
  for (const { accountId } of [first, second, third]) unwrap(protections.unprotect(accountId, 'They leave'));
  const earlier = unwrap(plans.seal(one, null));
  const later = unwrap(plans.seal(other, null));
  await run(job, earlier);
  for (const use of uses) {
    expect(tryUse[use](confirmed(later))).toMatchObject({
      error: { code: 'conflict', message: expect.stringContaining('one organisation admin active') },
    });
  }
});
