/** The few questions about the organisation that guards need. They are asked first, and callers wait for them. */
import type { Person } from '#lib/domain/account/person';
import { organisationNotKnown } from '#lib/domain/connection/organisation-id';
import { essentialsKeepMs } from '#lib/domain/directory/freshness';
import type { Known } from '#lib/domain/directory/known';
import { noFacts, type OrganisationFacts } from '#lib/domain/directory/organisation-facts';
import type { Answer } from '#lib/domain/outcome/answer';
import type { Connections } from '#lib/engine/connection/connection';
import type { AskingQueue } from '#lib/engine/directory/asking-queue';
import type { CurrentDirectory } from '#lib/engine/directory/directory';
import { askOwnAccount } from '#lib/engine/directory/own-account-question';
import { askWithRetries, type RetryParts } from '#lib/engine/directory/retries';
import { findServiceAccounts } from '#lib/engine/directory/service-accounts';
import { findAdmins, type Sweep, why } from '#lib/engine/directory/sweep';
import type { RunHistory } from '#lib/engine/history/run-history';
import type { Atlassian, Clock, Random } from '#lib/engine/ports';

/** Reads the facts, and asks for them. */
export interface OrganisationFactVerbs {
  /** The facts about the connected organisation. */
  facts(): OrganisationFacts;
  /**
   * Asks for facts that are old, or older than the last run: the organisation admins, the number of active accounts,
   * the service accounts, and the account of the key's owner. Resolves after `withinMs` at the latest; facts without an
   * answer by then are unknown. Asks nothing if `busy` returns a reason.
   */
  ask(withinMs: number): Promise<void>;
  /** Asks for the organisation admins, however recent they are; for a preflight that the admin started. */
  askAdmins(retries: RetryParts): Promise<void>;
  /** Forgets the facts. Called when the organisation's directory is deleted. */
  forget(): void;
  /** Forgets which account owns the key. Called before the key changes. */
  forgetOwner(): void;
}

/**
 * How long to wait before asking again after Atlassian could not answer, in ms: sealing a plan again must not wait
 * again.
 */
const askAgainMs = 60_000;

interface FactParts {
  connections: Connections;
  directory: CurrentDirectory;
  queue: Pick<AskingQueue, 'first'>;
  /** The reason why nothing should be asked now (a run is under way); null if asking is allowed. */
  busy(): string | null;
  history: Pick<RunHistory, 'lastEnd'>;
  /** Protects organisation admins. */
  foundAdmins(people: readonly Person[], organisation: string): void;
  /** Protects service accounts. */
  foundServiceAccounts(people: readonly Person[], organisation: string): void;
  clock: Clock;
  random: Pick<Random, 'fraction'>;
}

/** The parts, and the facts of the organisation that was asked last. */
interface KeptFacts extends FactParts {
  organisationId: string | null;
  facts: OrganisationFacts;
}

/**
 * A sweep for the facts of the organisation with this name. `left` aborts when no caller waits for the answers any
 * more.
 */
interface Asking extends Sweep {
  name: string;
  left: AbortSignal;
}

/** The organisation to ask. */
interface Target {
  atlassian: Atlassian;
  organisationId: string;
  name: string;
}

/** Keeps the facts in memory, for one organisation at a time. */
export function newOrganisationFacts(parts: FactParts): OrganisationFactVerbs {
  const kept: KeptFacts = { ...parts, organisationId: null, facts: noFacts };
  return {
    facts: () => factsNow(kept),
    ask: (withinMs) => ask(kept, withinMs),
    forget() {
      kept.facts = noFacts;
    },
    forgetOwner() {
      kept.facts = { ...kept.facts, ownAccount: noFacts.ownAccount };
    },
    async askAdmins(retries) {
      const target = targetOf(parts);
      if (!target) return;
      const { name } = target;
      await askAdmins(kept, { ...sweepOf(parts, target, retries), name, left: retries.signal });
    },
  };
}

function factsNow({ connections, organisationId, facts }: KeptFacts): OrganisationFacts {
  return (connections.organisation()?.id ?? null) === organisationId ? facts : noFacts;
}

/** Stores new facts, unless the question was abandoned before its answer. */
function keep(kept: KeptFacts, { left, organisationId }: Asking, learnt: Partial<OrganisationFacts>): void {
  if (!left.aborted) note(kept, organisationId, learnt);
}

function note(kept: KeptFacts, organisationId: string | null, learnt: Partial<OrganisationFacts>): void {
  const before = kept.organisationId === organisationId ? kept.facts : noFacts;
  kept.organisationId = organisationId;
  kept.facts = { ...before, ...learnt };
}

function targetOf({ connections }: FactParts): Target | null {
  const atlassian = connections.client();
  const organisation = connections.organisation();
  return atlassian && organisation && { atlassian, organisationId: organisation.id, name: organisation.name };
}

function sweepOf(
  { directory }: FactParts,
  { atlassian, organisationId }: Target,
  retries: RetryParts,
): Sweep {
  return { ...retries, atlassian, organisationId, store: directory.store(), progress: () => undefined };
}

async function ask(kept: KeptFacts, withinMs: number): Promise<void> {
  const { busy } = kept;
  const target = targetOf(kept);
  if (target === null) noteNoOrganisation(kept);
  if (target === null || busy() !== null) return;
  const lastEnd = kept.history.lastEnd();
  const isStaleNow = (known: Known<unknown>) => isStale(kept, known, lastEnd);
  const facts = factsNow(kept);
  const isAnyStale = [facts.admins, facts.activeAccounts, facts.serviceAccounts].some(isStaleNow);
  if (isAnyStale || isOwnerOpen(kept)) {
    await kept.queue.first((left) => askStale(kept, target, left, withinMs));
  }
}

async function askStale(kept: KeptFacts, target: Target, left: AbortSignal, withinMs: number): Promise<void> {
  const { clock, random } = kept;
  const deadline = new AbortController();
  const timer = new AbortController();
  const retries: RetryParts = {
    signal: AbortSignal.any([left, deadline.signal]),
    clock,
    random: random.fraction,
    waiting: () => undefined,
  };
  const asking: Asking = { ...sweepOf(kept, target, retries), name: target.name, left };
  const lastEnd = kept.history.lastEnd();
  const questions = (async () => {
    if (isStale(kept, factsNow(kept).admins, lastEnd)) await askAdmins(kept, asking, withinMs);
    if (isStale(kept, factsNow(kept).activeAccounts, lastEnd)) await askCount(kept, asking);
    if (isStale(kept, factsNow(kept).serviceAccounts, lastEnd)) await askServiceAccounts(kept, asking);
    if (isOwnerOpen(kept)) await askOwner(kept, asking);
  })();
  void clock.sleep(withinMs, timer.signal).then(() => deadline.abort());
  await questions;
  timer.abort();
}

/** Records why no fact is known if a key is connected but Atlassian does not say which organisation it belongs to. */
function noteNoOrganisation(kept: KeptFacts): void {
  if (kept.connections.client() === null) return;
  const fact = { state: 'unknown', at: kept.clock.wall(), ...organisationNotKnown } as const;
  note(kept, null, { admins: fact, activeAccounts: fact, serviceAccounts: fact, ownAccount: fact });
}

/**
 * Whether to ask which account owns the key. Runs do not change the owner, and asking costs a request for each admin.
 */
function isOwnerOpen(kept: KeptFacts): boolean {
  const { ownAccount } = factsNow(kept);
  if (ownAccount.state === 'never') return true;
  const age = kept.clock.wall() - ownAccount.at;
  return ownAccount.state === 'unknown' && (age < 0 || age > essentialsKeepMs);
}

/**
 * Whether a fact must be asked for again: it is too old, or older than the last run. An unknown fact is asked for again
 * sooner than a known one.
 */
function isStale({ clock }: FactParts, known: Known<unknown>, lastEnd: number): boolean {
  if (known.state === 'never' || known.at <= lastEnd) return true;
  const age = clock.wall() - known.at;
  return age < 0 || age > (known.state === 'known' ? essentialsKeepMs : askAgainMs);
}

async function askAdmins(kept: KeptFacts, asking: Asking, withinMs?: number): Promise<void> {
  const { admins: found, mayBe } = await findAdmins(asking);
  // The time was up, and nobody stopped it.
  const late = withinMs !== undefined && found.state === 'unknown' && asking.signal.aborted;
  const message = `There was no answer within ${(withinMs ?? 0) / 1_000} seconds.`;
  const admins = late ? { ...found, message } : found;
  if (admins.state === 'known') {
    const managed = admins.value.filter((each) => each.managed);
    const people = managed.map(({ accountId, name, email }) => ({ accountId, name, email }));
    // Protected before the fact is stored: if that fails, the fact stays old and is asked for again.
    kept.foundAdmins(people, asking.name);
  }
  keep(kept, asking, { admins, ...(mayBe && { mayBeAdmins: mayBe }) });
}

async function askServiceAccounts(kept: KeptFacts, asking: Asking): Promise<void> {
  const serviceAccounts = await findServiceAccounts(asking);
  if (serviceAccounts.state === 'known') kept.foundServiceAccounts(serviceAccounts.value, asking.name);
  keep(kept, asking, { serviceAccounts });
}

async function askOwner(kept: KeptFacts, asking: Asking): Promise<void> {
  const { admins } = factsNow(kept);
  if (admins.state !== 'known' || asking.signal.aborted) return;
  const active = admins.value.filter((admin) => admin.active);
  keep(kept, asking, { ownAccount: await askOwnAccount(asking, active) });
}

async function askCount(kept: KeptFacts, asking: Asking): Promise<void> {
  const { atlassian, organisationId, signal } = asking;
  const answer = await askWithRetries(() => atlassian.countActive(organisationId, signal), asking);
  keep(kept, asking, { activeAccounts: countOf(answer, asking) });
}

function countOf(answer: Answer<number>, sweep: Sweep): Known<number> {
  const at = sweep.clock.wall();
  if (answer.ok) return { state: 'known', at, value: answer.value };
  return { state: 'unknown', at, ...why(sweep, answer.fault) };
}
