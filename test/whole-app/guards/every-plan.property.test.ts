/**
 * A property of every plan, whatever the sources of Atlassian say, the file has, and the plan comes from: no protected
 * user is ever in it, and nobody who may be an admin, about whom a rule could not be asked, or about whom two sources
 * contradict each other, without an answer. The page and the counts agree with it, and the status in a file counts as
 * far as the file is an export of Atlassian and Atlassian has not said otherwise since.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type AccountId, accountKey, parseAccountId } from '#lib/domain/account/account-id';
import { contradictionsOf } from '#lib/domain/directory/contradictions';
import type { PlanAnswer } from '#lib/domain/plan/question';
import type { PreflightPart } from '#lib/domain/preflight/preflight';
import { atOnce } from '#lib/domain/text/pieces';
import type { Engine } from '#lib/engine/engine';
import type { SealedPlan } from '#lib/engine/plan/sealing';
import { unwrap } from '#test/demo-job';
import { fastClock } from '#test/fast-clock';
import { bytesOf, newmanFile } from '#test/samples/postman';
import { openEngine } from '#test/scripted-engine';
import {
  type ScriptedOrganisation,
  type ScriptedPerson,
  type Statement,
  scriptedOrganisation,
  sourceStates,
} from '#test/scripted-organisation';
import { temporaryFolder } from '#test/temporary-folder';
import { accountsOf, confirmed, csv } from '#test/uploads';

const folder = temporaryFolder('lockstep-every-plan-');
beforeEach(() => folder.make());
afterEach(() => folder.remove());

/** The rules that a scenario may have, and the statements of a source that each matches. */
const rules = {
  domain: { pattern: 'vip.example.com', fits: ({ email }) => email.endsWith('@vip.example.com') },
  email: { pattern: 'p?@vip.example.com', fits: ({ email }) => email.startsWith('never') },
  name: { pattern: 'Vip*', fits: ({ name }) => name.startsWith('Vip') },
  role: { pattern: 'Organization admin', fits: ({ admin }) => admin },
  group: { pattern: 'vip', fits: () => false },
} as const satisfies Record<string, { pattern: string; fits(said: Statement): boolean }>;
type RuleKind = keyof typeof rules;

const bit = fc.boolean();
/** Values of a status column: Atlassian's words, none, and one of a personnel list. */
const statuses = ['Active', 'Deactivated', 'Inactive', 'Suspended', '', 'On leave'] as const;
const inactiveWords: readonly string[] = ['Deactivated', 'Inactive'];
const trait = fc.record({
  ...{ admin: bit, vipAddress: bit, formerVip: bit, vipName: bit, vipGroup: bit },
  status: fc.constantFrom(...statuses),
  isInactive: bit,
  isContradicted: bit,
});
const scenarios = fc.record({
  sources: fc.record({ list: fc.constantFrom(...sourceStates), search: fc.constantFrom(...sourceStates) }),
  traits: fc.array(trait, { minLength: 3, maxLength: 5 }),
  columns: fc.record({ role: bit, status: bit, email: bit, group: bit }),
  /** Whether the file is an export of Atlassian, or a list from somewhere else. */
  isExport: bit,
  /** Whether everything that Atlassian says is later than the file, although the file may be uploaded afterwards. */
  isWrittenEarly: bit,
  /** Whether the file has the names and addresses from before the last change. */
  isOld: bit,
  origin: fc.constantFrom('file', 'run', 'imported', 'restore'),
  /** Whether a file without any column but the account ID is uploaded last. */
  bareFileLast: bit,
  /** Whether an imported result finds names in a file. */
  fileForImport: bit,
  reads: fc.subarray(['accounts', 'admins', 'provisioned'] as const),
  isPrepared: bit,
  rule: fc.option(
    fc.record({
      kind: fc.constantFrom(...(Object.keys(rules) as RuleKind[])),
      when: fc.constantFrom('first', 'before-reading', 'after-reading', 'after-sealing'),
    }),
  ),
  protectedByHand: fc.option(fc.nat(4)),
});
type Scenario = typeof scenarios extends fc.Arbitrary<infer S> ? S : never;

const idOf = (at: number) => parseAccountId(`712020:00000000-0000-4000-8000-00000000000${at}`) as AccountId;

interface Sample extends ScriptedPerson {
  group: string;
  /** The status in the file. */
  status: string;
}

function peopleOf({ traits }: Scenario): Sample[] {
  const people = traits.map(({ vipAddress, formerVip, vipName, vipGroup, ...trait }, at) => ({
    ...trait,
    accountId: idOf(at),
    name: vipName ? `Vip ${at}` : `Sample ${at}`,
    email: `p${at}@${vipAddress ? 'vip.example.com' : 'example.com'}`,
    former: { name: `Former ${at}`, email: `p${at}@${formerVip ? 'vip.example.com' : 'example.org'}` },
    group: vipGroup ? 'vip' : 'everyone',
  }));
  // Somebody whom nothing protects, so that most plans have a user.
  const former = { name: 'Former 9', email: 'p9@example.org' };
  const plain = {
    name: 'Sample 9',
    email: 'p9@example.com',
    admin: false,
    group: 'everyone',
    status: 'Active',
  };
  return [...people, { accountId: idOf(9), ...plain, former }];
}

/** The row of a person in the file. A column that it lacks says nothing. */
function rowOf(person: Sample, { columns, isOld }: Scenario) {
  const { name, email } = isOld ? person.former : person;
  return {
    name,
    email: columns.email ? email : '',
    admin: columns.role && person.admin,
    group: columns.group ? person.group : '',
  };
}

function fileOf(scenario: Scenario): string {
  const { columns, isExport } = scenario;
  const header = [
    isExport ? 'User id' : 'Account ID',
    'User name',
    'email',
    'User status',
    'Org role',
    'Groups',
  ];
  const has = [true, true, columns.email, columns.status, columns.role, columns.group];
  const rows = peopleOf(scenario).map((person) => {
    const { name, email, admin, group } = rowOf(person, scenario);
    return [person.accountId, name, email, person.status, admin ? 'Organization admin' : 'User', group];
  });
  const kept = (cells: readonly string[]) => cells.filter((_, at) => has[at]);
  return csv(kept(header), rows.map(kept));
}

const bareFile = (scenario: Scenario) =>
  csv(
    ['Atlassian ID'],
    peopleOf(scenario).map(({ accountId }) => [accountId]),
  );

/** One play of a scenario, with the real engine. */
class Play {
  rosterId: string | null = null;
  /** The last uploaded file that has more than account IDs counts; a bare one says nothing. */
  private hasFile = false;
  private hasRule = false;

  constructor(
    readonly scenario: Scenario,
    readonly engine: Engine,
    readonly organisation: ScriptedOrganisation,
  ) {}

  async upload(text: string, isBare: boolean): Promise<void> {
    async function* file() {
      yield new TextEncoder().encode(text);
    }
    const { rosters } = this.engine;
    const writtenAt = this.scenario.isWrittenEarly ? 1 : null;
    const { id } = unwrap(await rosters.upload(file(), { name: 'file.csv', writtenAt }));
    unwrap(await rosters.setOperatorAbsent(id, 'operator@example.net'));
    this.rosterId = id;
    this.hasFile ||= !isBare;
  }

  async addRuleAt(when: NonNullable<Scenario['rule']>['when']): Promise<void> {
    const { rule } = this.scenario;
    if (rule?.when !== when) return;
    const { kind } = rule;
    unwrap(await this.engine.rules.add({ kind, pattern: rules[kind].pattern, reason: 'They stay' }));
    this.hasRule = true;
  }

  async read(parts: readonly PreflightPart[]): Promise<void> {
    if (this.rosterId === null || parts.length === 0) return;
    const { preflight } = this.engine;
    unwrap(await preflight.start(this.rosterId, parts));
    while (unwrap(await preflight.view(this.rosterId)).running) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** The accounts that no plan may contain, by everything that Lockstep was told. */
  guarded(): string[] {
    const people = peopleOf(this.scenario);
    return people.flatMap((person, at) => {
      const { accountId } = person;
      const row = rowOf(person, this.scenario);
      const said = [...(this.organisation.told.get(accountId) ?? []), ...(this.hasFile ? [row] : [])];
      const kind = this.hasRule ? this.scenario.rule?.kind : undefined;
      const isCaught =
        kind !== undefined &&
        (said.some(rules[kind].fits) || (kind === 'group' && this.hasFile && row.group === 'vip'));
      const isAdmin = said.some(({ admin }) => admin);
      return isCaught || isAdmin || at === this.scenario.protectedByHand ? [accountId] : [];
    });
  }

  /**
   * Whether something must be asked about a plan of these accounts. `hasColumns`: it comes from the file with columns.
   */
  mustAsk(accountIds: readonly string[], hasColumns: boolean): boolean {
    if (accountIds.length === 0) return false;
    const { columns, rule } = this.scenario;
    if (!this.organisation.hasNamedAdmins() && !(hasColumns && columns.role)) return true;
    if (!this.hasRule || rule === null) return false;
    if (rule.kind === 'group') return !(hasColumns && columns.group);
    if (rule.kind === 'role') return !(hasColumns && columns.role);
    // A value of the file can reach a plan from an imported result by its names.
    if (hasColumns && (rule.kind === 'name' || columns.email)) return false;
    return !this.hasFile && accountIds.some((accountId) => !this.organisation.told.has(accountId));
  }
}

/** Judges the review of a roster, beside the plan that was sealed from it. */
async function expectReview(play: Play, inPlan: readonly string[], isBare: boolean): Promise<void> {
  const { engine, rosterId, scenario } = play;
  const id = rosterId ?? '';
  const reviewed = unwrap(await engine.rosters.review(id));
  // The page, the counts and the plan agree.
  const ticked = reviewed.flatMap(({ user, ticked }) => (ticked && user.accountId ? [user.accountId] : []));
  expect(ticked).toEqual(inPlan);
  expect((await engine.rosters.counts(id)).ticked).toBe(ticked.length);
  const saysInactive = new Set(
    peopleOf(scenario).flatMap(({ accountId, status }) =>
      inactiveWords.includes(status) && scenario.columns.status && !isBare ? [accountId] : [],
    ),
  );
  for (const { user, ticked, block, contradictions } of reviewed) {
    const isCalledInactive = user.accountId !== null && saysInactive.has(user.accountId);
    // An export's word unticks, and blocks until Atlassian says otherwise; the word of another list does neither.
    if (isCalledInactive && scenario.isExport) expect(ticked).toBe(false);
    const isByFile = block?.code === 'already-inactive' && block.at === undefined;
    if (isByFile) expect([isCalledInactive, scenario.isExport]).toEqual([true, true]);
    // A contradiction between two sources blocks nobody.
    const isDisputed = contradictions.some(({ fact }) => fact === 'status');
    if (isDisputed && block?.code === 'already-inactive') expect(block.at).toBeUndefined();
  }
}

/** The accounts about which Atlassian's sources contradict each other, as Lockstep knows them. */
function disputed(engine: Engine, accountIds: readonly string[]): string[] {
  const { accounts } = atOnce(engine.preflight.knownOf(accountIds));
  return accountIds.filter(
    (accountId) => contradictionsOf(accounts.get(accountKey(accountId)) ?? []).length > 0,
  );
}

/** Answers every question of a plan with no. */
function noneOf({ plan }: SealedPlan): PlanAnswer[] {
  return (plan.terms?.questions ?? []).map(({ question }) => ({ question, answer: 'none' }));
}

async function runToItsEnd(engine: Engine, runId: string): Promise<void> {
  for await (const _ of engine.runs.follow(runId, 0, new AbortController().signal)) {
    const { status } = unwrap(engine.runs.get(runId)).state;
    if (status === 'paused' || status === 'interrupted') unwrap(engine.runs.command(runId, 'resume'));
  }
}

const raisedBecause = 'They all leave';

/** The run from which the plan of a scenario is made; null if the plan is made from the file. */
async function parentOf(play: Play): Promise<string | null> {
  const { scenario, engine } = play;
  const { origin, fileForImport } = scenario;
  if (origin === 'imported') {
    if (fileForImport) await play.upload(fileOf(scenario), false);
    const calls = peopleOf(scenario).map(({ accountId }) => ({ accountId, status: 429 }));
    return unwrap(await engine.imports.results(bytesOf(newmanFile(calls).replace('org-1', 'org')), 'r.json'))
      .record.id;
  }
  await play.upload(fileOf(scenario), false);
  if (origin === 'file') return null;
  const { rosterId } = play;
  const open = engine.plans.seal(rosterId ?? '', null, { raisedBecause });
  if (!open.ok) return null;
  const sealed = unwrap(
    engine.plans.seal(rosterId ?? '', null, { raisedBecause, answers: noneOf(open.value) }),
  );
  const { id } = unwrap(engine.runs.start(confirmed(sealed))).record;
  if (origin === 'run') unwrap(engine.runs.command(id, 'stop'));
  await runToItsEnd(engine, id);
  return id;
}

async function playOf(scenario: Scenario, engine: Engine, organisation: ScriptedOrganisation): Promise<void> {
  const play = new Play(scenario, engine, organisation);
  const { protections, plans, runs } = engine;
  const { protectedByHand, isPrepared, bareFileLast, origin, reads } = scenario;
  if (protectedByHand !== null) {
    const person = peopleOf(scenario)[protectedByHand];
    if (person) unwrap(protections.protect(person, 'Stays'));
  }
  await play.addRuleAt('first');
  const parent = await parentOf(play);
  await play.addRuleAt('before-reading');
  await play.read(reads);
  if (bareFileLast) await play.upload(bareFile(scenario), true);
  await play.addRuleAt('after-reading');
  const ever = Number.MAX_SAFE_INTEGER;
  const hasColumns = origin === 'run' || (parent === null && !bareFileLast);
  if (isPrepared) await plans.prepare(parent === null ? play.rosterId : null, { facts: ever, lists: ever });

  const users = origin === 'restore' ? 'deactivated' : 'rest';
  const seal = (answers: readonly PlanAnswer[]) =>
    parent === null
      ? plans.seal(play.rosterId ?? '', null, { raisedBecause, answers })
      : runs.sealFrom(parent, users, { raisedBecause, answers });
  const open = seal([]);
  if (!open.ok) return;
  const inPlan = accountsOf(open.value);
  const guarded = play.guarded();
  expect(inPlan.filter((accountId) => guarded.includes(accountId))).toEqual([]);
  if (parent === null) await expectReview(play, inPlan, bareFileLast);
  const isRestore = open.value.plan.act === 'restore';
  const inDispute = isRestore ? [] : disputed(engine, inPlan);
  const asked = open.value.plan.terms?.questions?.find(({ question }) => question === 'contradictions');
  expect(asked?.about ?? 0).toBe(inDispute.length);
  const mustAsk = !isRestore && (inDispute.length > 0 || play.mustAsk(inPlan, hasColumns));
  if (mustAsk) {
    expect(noneOf(open.value)).not.toEqual([]);
    expect(runs.start(confirmed(open.value))).toMatchObject({ ok: false });
  }

  const answered = unwrap(seal(noneOf(open.value)));
  await play.addRuleAt('after-sealing');
  const before = organisation.changed.length;
  const started = runs.start(confirmed(answered));
  const now = play.guarded();
  if (accountsOf(answered).some((accountId) => now.includes(accountId))) expect(started.ok).toBe(false);
  if (started.ok) await runToItsEnd(engine, started.value.record.id);
  expect(organisation.changed.slice(before).filter((accountId) => now.includes(accountId))).toEqual([]);
}

it('no plan has a protected user, and without an answer none has a user whom a guard could not check', async () => {
  let plays = 0;
  await fc.assert(
    fc.asyncProperty(scenarios, async (scenario) => {
      const home = path.join(folder.path, String(plays));
      plays += 1;
      mkdirSync(home);
      const organisation = scriptedOrganisation(peopleOf(scenario), scenario.sources);
      const opened = await openEngine(home, organisation.client, fastClock(500));
      try {
        await playOf(scenario, opened.engine, organisation);
      } finally {
        await opened.close();
      }
    }),
    { numRuns: 40 },
  );
});
