/** Sealing a plan: freezing exactly the users whom a run may call, after one judgement wherever they come from. */
import { type AccountKey, accountKey } from '#lib/domain/account/account-id';
import type { Act } from '#lib/domain/outcome/act';
import type { PlanAlarm } from '#lib/domain/plan/alarms/alarm';
import { type Plan, type PlanEntry, planText, planVersion } from '#lib/domain/plan/plan';
import type { PlanAnswer } from '#lib/domain/plan/question';
import { defaultOptions, type RunOptions } from '#lib/domain/plan/run-options';
import { type PlanSource, sourceNames } from '#lib/domain/plan/source';
import type { ProtectionRule } from '#lib/domain/protection/protection-rule';
import type { RosterUser } from '#lib/domain/roster/roster';
import { pickUsers, sourceNotes } from '#lib/domain/run/pick';
import type { RunState } from '#lib/domain/run/state';
import { type Connections, checkKeyAccepted } from '#lib/engine/connection/connection';
import { type Candidate, candidateOf, seenOf } from '#lib/engine/directory/candidates';
import type { OrganisationFactVerbs } from '#lib/engine/directory/organisation-facts';
import { done, failed, type Result } from '#lib/engine/errors';
import type { RunHistory } from '#lib/engine/history/run-history';
import { type Answers, takeAnswers } from '#lib/engine/plan/answers';
import { type Judged, judgePlan, judgeRestore, unaskedRules } from '#lib/engine/plan/judgement';
import type { Clock, Hashing, Organisation, Random } from '#lib/engine/ports';
import type { PreflightVerbs } from '#lib/engine/preflight/preflight';
import type { RuleVerbs } from '#lib/engine/protection/protection-rules';
import type { ProtectionVerbs } from '#lib/engine/protection/protections';
import type { RosterVerbs } from '#lib/engine/roster/rosters';
import type { SelectionVerbs } from '#lib/engine/roster/selection';
import type { RosterRecord, RosterStore, RunStore } from '#lib/engine/storage';
import { inTurns } from '#lib/engine/turns';

export interface SealedPlan {
  plan: Plan;
  entries: PlanEntry[];
  /** What speaks against it, and what must be answered. */
  alarms: readonly PlanAlarm[];
  /** What the admin should know before confirming: who was left out and why, what cannot be undone. */
  notes: string[];
}

/** An ended run. */
export interface Parent {
  runId: string;
  number: number;
  plan: Plan;
  state: RunState;
}

/** What else an admin may ask of a plan. */
export interface SealWish {
  options?: RunOptions | undefined;
  /** Why the plan may be above the size limit, this once. */
  raisedBecause?: string | null | undefined;
  /** Answers to what the guards could not check. */
  answers?: readonly PlanAnswer[] | undefined;
}

export interface PlanVerbs {
  /**
   * Asks Atlassian what the judgement needs; of a roster its lists, too. Resolves once `patience` is over at the latest.
   */
  prepare(rosterId: string | null, patience?: Patience): Promise<void>;
  /** Freezes the ticked, eligible users of a roster, in file order. A dry run does everything but the write. */
  seal(
    rosterId: string,
    message: string | null,
    wish?: SealWish & { dryRun?: boolean | undefined },
  ): Result<SealedPlan>;
  /**
   * Freezes some users of an ended run, in the order of its plan. `organisationId`: where they belong, for imported
   * results that do not say so.
   */
  sealFrom(
    parent: Parent,
    users: PlanSource,
    wish?: SealWish & { organisationId?: string | undefined },
  ): Result<SealedPlan>;
  get(id: string): Result<SealedPlan>;
  /**
   * What speaks against a sealed plan now and did not when it was sealed: alarms that would refuse it, and rules that
   * came since and could not be asked. Nothing speaks against a restore or a dry run.
   */
  since(sealed: Pick<SealedPlan, 'plan' | 'entries'>): PlanAlarm[];
  /** The rules that could not be asked of some users whom a plan of this roster would contain; how many of them. */
  unasked(rosterId: string): Promise<{ rule: ProtectionRule; users: number }[]>;
}

/** How long Atlassian may take before a plan is sealed without its answer, in ms. */
export interface Patience {
  /** For the few questions that guards need. */
  facts: number;
  /** For the lists of the organisation, after that. */
  lists: number;
}

const usualPatience: Patience = { facts: 20_000, lists: 2_500 };

interface RosterFile {
  id: string;
  roster: RosterRecord;
  users: readonly RosterUser[];
}

/** The users a plan is made of, and what it says of itself. */
interface Source {
  under: Pick<Plan, 'rosterId' | 'rosterName' | 'message' | 'parent'>;
  act: Act;
  file: RosterFile | null;
  /** The users as they are now, in the order of the plan. */
  candidates(): Candidate[];
  /** Whether it is known that the plan cannot contain the admin's own account. */
  operatorKnown: boolean;
  notes(): string[];
}

/** What the judgement needs of a source. */
type JudgedSource = Pick<Source, 'act' | 'file' | 'candidates' | 'operatorKnown'>;

/** Verbs over stored plans. */
export function newPlans(parts: {
  rosters: RosterVerbs;
  rosterStore: RosterStore;
  runStore: RunStore;
  protections: ProtectionVerbs;
  rules: Pick<RuleVerbs, 'list' | 'protectFitting'>;
  selection: SelectionVerbs;
  history: RunHistory;
  connections: Connections;
  preflight: Pick<PreflightVerbs, 'known' | 'knownInPieces' | 'sizeLimit' | 'refresh'>;
  organisation: Pick<OrganisationFactVerbs, 'ask' | 'facts'>;
  clock: Clock;
  random: Random;
  hashing: Hashing;
}): PlanVerbs {
  const { rosterStore, runStore, protections, rules, selection, preflight, clock, random, hashing } = parts;

  /** The organisation that Lockstep is connected to; null where none is known. Refused where the key is. */
  function connected(): Result<Organisation | null> {
    const view = parts.connections.view();
    if (view.state === 'none') {
      const message = 'Lockstep is not connected to an organisation.';
      return failed('not-connected', message, 'Connect first, on New run.');
    }
    if (view.organisation === null && view.organisations.length > 1) {
      const hint = 'Choose one of those the key sees, on New run.';
      return failed('not-connected', 'No organisation is chosen yet.', hint);
    }
    const key = checkKeyAccepted(view);
    return key.ok ? done(view.organisation) : key;
  }

  /** Judges the users of a source as they are now. */
  function judge(source: JudgedSource, answers: Answers, raisedBecause: string | null): Judged {
    const { act, file, operatorKnown } = source;
    const common = {
      candidates: source.candidates(),
      knowledge: preflight.known(file?.id ?? null),
      organisation: parts.organisation.facts(),
      history: parts.history,
      protections: protections.all(),
      sizeLimit: preflight.sizeLimit(),
      raisedBecause,
      now: clock.wall(),
      sha256: hashing.sha256,
    };
    if (act === 'restore') return judgeRestore(common);
    const operator = protections.operator();
    const ownAddress = protections.ownAddress();
    // Where every address is known, one that is given says whose account it is, or that it is nobody's of the plan.
    const byAddress =
      ownAddress !== null &&
      common.candidates.every((each) =>
        seenOf(each, common.knowledge).some(({ email }) => email.includes('@')),
      );
    return judgePlan({
      ...common,
      file,
      leftInactive: file ? selection.leftInactive(file.id) : [],
      rules: rules.list(),
      operator,
      ownAddress,
      operatorKnown: operatorKnown || operator !== null || byAddress,
      answers,
    });
  }

  /** The one way to a plan: answers, rules, judgement, digest. */
  function sealSource(source: Source, wish: SealWish): Result<SealedPlan> {
    const organisation = connected();
    if (!organisation.ok) return organisation;
    const answers = takeAnswers(wish.answers ?? [], source.candidates(), rules.list(), protections);
    if (!answers.ok) return answers;
    const knowledge = preflight.known(source.file?.id ?? null);
    rules.protectFitting(
      source.candidates().map((each) => ({ accountId: each.accountId, seen: seenOf(each, knowledge) })),
    );
    const judged = judge(source, answers.value, wish.raisedBecause || null);
    const refused = judged.alarms.find(({ level }) => level === 'refuse');
    // A dry run says what would stop the run, and is not stopped.
    if (refused && source.act === 'deactivate') {
      const names = refused.names.map(({ name, note }) => (note ? `${name} (${note})` : name));
      return failed('conflict', refused.title, refused.body, names);
    }
    return freeze(source, judged, organisation.value, wish.options);
  }

  function freeze(
    { under, act, file, notes }: Source,
    judged: Judged,
    organisation: Organisation | null,
    options: RunOptions | undefined,
  ): Result<SealedPlan> {
    if (judged.people.length === 0) {
      const before = file ? selection.leftInactive(file.id) : [];
      const details = before.map(
        ({ run, users }) =>
          `${users} ${users === 1 ? 'user of this file was' : 'users of this file were'} left inactive by run ${run}.`,
      );
      const hint = 'Tick at least one user who can be deactivated.';
      return failed('nothing-selected', 'Nobody is selected.', hint, [...details, ...notes()]);
    }
    const entries = judged.people.map((person, position) => ({ position, ...person }));
    // What is as usual is not written down, so that such plans stay as they always were.
    const usual = JSON.stringify(options ?? defaultOptions) === JSON.stringify(defaultOptions);
    const sealed = {
      version: planVersion,
      ...under,
      ...(act === 'deactivate' ? {} : { act }),
      organisationId: organisation?.id ?? null,
      organisationName: organisation?.name ?? 'your organisation',
      ...(options && !usual ? { options } : {}),
      terms: judged.terms,
    };
    const plan: Plan = {
      ...sealed,
      id: random.id(),
      count: entries.length,
      digest: hashing.sha256(planText(sealed, entries)),
      createdAt: clock.wall(),
    };
    runStore.savePlan(plan, entries, judged.alarms);
    return done({ plan, entries, alarms: judged.alarms, notes: notes() });
  }

  function fileOf(rosterId: string | null): RosterFile | null {
    const roster = rosterId === null ? null : rosterStore.get(rosterId);
    return roster && { id: roster.id, roster, users: rosterStore.users(roster.id) };
  }

  /** The file that the users of a run were read from, through the runs it was made from; null where it is gone. */
  function originOf(plan: Plan): RosterFile | null {
    let from: Plan | null = plan;
    const seen = new Set<string>();
    while (from && from.rosterId === null && from.parent && !seen.has(from.id)) {
      seen.add(from.id);
      const run = runStore.run(from.parent.runId);
      from = run && runStore.plan(run.planId);
    }
    return fileOf(from?.rosterId ?? null);
  }

  /** Some users of an ended run, without the protected and those whom a later run left inactive. */
  function fromRun({ runId, number, plan, state }: Parent, users: PlanSource): Source {
    const { picked: named, leftOut } = pickUsers(users, state, runStore.planEntries(plan.id));
    const picked = eachOnce(named);
    const act = users === 'deactivated' ? 'restore' : (plan.act ?? 'deactivate');
    // The rest of a restore gives back, too: whom a run left inactive is whom it is about.
    const restores = act === 'restore';
    const origin = originOf(plan);
    const rows = rowsOf(origin);
    const settled = ({ accountId }: PlanEntry) =>
      !restores && parts.history.lastRuns().get(accountKey(accountId))?.inactiveSince != null;
    const guarded = ({ accountId }: PlanEntry) => protections.reasonAgainst(accountId) !== null;
    return {
      under: {
        rosterId: null,
        rosterName: `${sourceNames[users]} run ${number} (${plan.rosterName})`,
        message: restores ? null : plan.message,
        parent: { runId, users },
      },
      act,
      file: restores ? null : origin,
      candidates: () =>
        picked
          .filter((entry) => !guarded(entry) && !settled(entry))
          // What was predicted for that run is no prediction for another.
          .map((entry) => plannedAs(entry, rows)),
      operatorKnown: origin?.roster.operatorAbsent ?? false,
      notes: () =>
        sourceNotes(users, {
          leftOut,
          guarded: picked.filter(guarded).length,
          settled: picked.filter(settled).length,
          imported: state.imported !== null,
        }),
    };
  }

  return {
    async prepare(rosterId, { facts, lists } = usualPatience) {
      await parts.organisation.ask(facts);
      if (rosterId !== null) await preflight.refresh(rosterId, lists);
    },
    seal(rosterId, message, { dryRun = false, ...wish } = {}) {
      const roster = parts.rosters.get(rosterId);
      if (!roster.ok) return roster;
      const { state } = parts.rosters.operator(roster.value);
      if (state === 'unknown') {
        return failed(
          'operator-unknown',
          'Which account is yours is not known yet.',
          'Say which of these accounts is yours, or that you are not in this file.',
        );
      }
      const source: Source = {
        under: { rosterId, rosterName: roster.value.name, message },
        act: dryRun ? 'dry-run' : 'deactivate',
        file: fileOf(rosterId),
        candidates: () => selection.selected(rosterId).flatMap((user) => candidateOf(user) ?? []),
        operatorKnown: true,
        notes: () => [],
      };
      return sealSource(source, wish);
    },
    sealFrom(parent, users, { organisationId, ...wish } = {}) {
      const { plan, state } = parent;
      if (users === 'deactivated' && state.imported !== null) {
        const message =
          'An imported run cannot be restored: its results do not say who was active before the calls.';
        return failed('conflict', message, 'Re-activate the users you mean in admin.atlassian.com.');
      }
      const now = connected();
      if (!now.ok) return now;
      // Only imported results can leave open where their users belong.
      const isOpen = plan.organisationId === null && state.imported !== null;
      if (!isOpen && organisationId !== undefined && organisationId !== plan.organisationId) {
        const message = `That run was for ${plan.organisationName}, not for the organisation ${organisationId}.`;
        return failed('conflict', message, 'Leave the organisation out.');
      }
      if (isOpen && organisationId === undefined) {
        const message = 'These results do not say which organisation their users belong to.';
        const hint =
          'Say that they belong to the one that Lockstep is connected to. Each account is read before it is called.';
        return failed('organisation-unknown', message, hint, now.value ? [now.value.name] : []);
      }
      const planned = isOpen ? organisationId : plan.organisationId;
      if (planned !== (now.value?.id ?? null)) {
        const where = isOpen ? `the organisation ${planned}` : plan.organisationName;
        const message = `That run was for ${where}, and Lockstep is connected to ${now.value?.name ?? 'no known organisation'}.`;
        return failed('conflict', message, `Connect to ${where} first.`);
      }
      return sealSource(fromRun(parent, users), wish);
    },
    since({ plan, entries }) {
      const { act = 'deactivate' } = plan;
      if (act !== 'deactivate') return [];
      const file = originOf(plan);
      const rows = rowsOf(file);
      const candidates = () => entries.map((entry) => plannedAs(entry, rows));
      const asked = new Set(plan.terms?.questions?.map(({ question }) => question));
      return judge({ act, file, candidates, operatorKnown: true }, new Map(), null).alarms.filter(
        ({ level, code, question = '' }) =>
          level === 'refuse' || (code === 'rule-unasked' && !asked.has(question)),
      );
    },
    async unasked(rosterId) {
      const ruleList = rules.list();
      if (ruleList.length === 0) return [];
      const reviewed = await inTurns(selection.review(rosterId));
      const knowledge = await preflight.knownInPieces(rosterId);
      const ticked = reviewed.filter((each) => each.ticked);
      const candidates = ticked.flatMap(({ user }) => candidateOf(user) ?? []);
      const asked = { candidates, file: fileOf(rosterId), knowledge, rules: ruleList };
      const unasked = await inTurns(unaskedRules(asked, candidates));
      return unasked.map(({ rule, users }) => ({ rule, users: users.length }));
    },
    get(id) {
      const plan = runStore.plan(id);
      if (!plan)
        return failed('not-found', 'This plan no longer exists.', 'Go back to the review and try again.');
      const alarms = runStore.planAlarms(id);
      return done({ plan, entries: runStore.planEntries(id), alarms, notes: [] });
    },
  };
}

/** What a file says of each account: its first row. */
function rowsOf(file: RosterFile | null): ReadonlyMap<AccountKey, RosterUser> {
  const rows = new Map<AccountKey, RosterUser>();
  for (const row of file?.users ?? []) {
    const key = row.accountId === null ? null : accountKey(row.accountId);
    if (key !== null && !rows.has(key)) rows.set(key, row);
  }
  return rows;
}

/** A user of another plan as a candidate, with their row in the file. */
function plannedAs(
  { accountId, name, email }: PlanEntry,
  rows: ReadonlyMap<AccountKey, RosterUser>,
): Candidate {
  return { accountId, name, email, row: rows.get(accountKey(accountId)) ?? null };
}

/** Each account once: imported results can name one in two spellings. */
function eachOnce(entries: readonly PlanEntry[]): PlanEntry[] {
  const first = new Map<AccountKey, PlanEntry>();
  for (const entry of entries) {
    const key = accountKey(entry.accountId);
    if (!first.has(key)) first.set(key, entry);
  }
  return [...first.values()];
}
