/** Protecting people and removing protections. The operator is always protected, whatever is stored. */
import { type AccountKey, accountKey, parseAccountId } from '#lib/domain/account/account-id';
import type { Person } from '#lib/domain/account/person';
import type { Protection, ProtectionChange, Protections } from '#lib/domain/protection/protection';
import { atOnce, inGroups, type Pieces } from '#lib/domain/text/pieces';
import { done, failed, type Result } from '#lib/engine/errors';
import type { Clock } from '#lib/engine/ports';
import type { JoinedWrite, ProtectionStore } from '#lib/engine/storage/protections';
import { inTurns } from '#lib/engine/turns';

/** The verbs on protections. */
export interface ProtectionVerbs {
  /** All protections, the operator's own included. */
  all(): Protections;
  /**
   * Values that stay the same as long as nothing changes: no protection, no rule, and neither the operator nor the
   * address.
   */
  revision(): readonly unknown[];
  /** The reason why this account must not be called; null if it may be. Checked before every call. */
  reasonAgainst(accountId: string): string | null;
  protect(person: Person, reason: string): Result<void>;
  /**
   * Waits until a pending bulk change is written, yielding to other work. `protect` and `unprotect` would otherwise
   * write it in one piece.
   */
  settled(): Promise<void>;
  /**
   * Protects all of these people; if one cannot be protected, none. Existing protections stay. Returns how many it
   * added. In pieces, so that other work can run in between; all of them count from the same moment.
   */
  protectAll(
    people: readonly (Person & { reason?: string })[],
    reason: string,
    joined?: JoinedWrite,
  ): Promise<Result<number>>;
  /** Removes a protection. The reason is recorded. The operator's cannot be removed, nor a rule's by account. */
  unprotect(accountId: string, reason: string): Result<void>;
  /**
   * Protects organisation admins or service accounts, named by `origin` (a file, or Atlassian's list). Existing
   * protections keep their reason.
   */
  protectFound(found: FoundSource, people: readonly Person[], origin: string): void;
  /** Accounts whose protection the admin removed. Automatic protection does not add it again. */
  removedByHand(): ReadonlySet<AccountKey>;
  /** Newest first. */
  history(): ProtectionChange[];
  operator(): Person | null;
  setOperator(person: Person): void;
  /** The address that the admin typed for their own account because no file had it; null for none. */
  ownAddress(): string | null;
  setOwnAddress(email: string): void;
  /**
   * Protects the account that Atlassian has identified as the operator's. An account that was the operator's before
   * stays protected. Returns false if nothing changed.
   */
  correctOperator(person: Person): boolean;
}

/** Maximum number of changes shown. */
const historyLength = 1_000;

/** The reasons for which Lockstep protects an account automatically: a file or Atlassian's list names it. */
export type FoundSource = 'organisation-admin' | 'service-account';

const foundLabels: Record<FoundSource, string> = {
  'organisation-admin': 'Organisation admin',
  'service-account': 'Service account',
};

const operatorReason = 'Your own account: you cannot lock yourself out.';

type PersonWithReason = Person & { reason?: string };

const nobody: Protections = new Map();

interface ProtectionParts {
  store: ProtectionStore;
  clock: Clock;
  /** All users whom rules protect. */
  caught(): Protections;
}

/** Verbs over a store of protections. `caught` are the users protected by rules. */
export function newProtections(
  store: ProtectionStore,
  clock: Clock,
  caught: () => Protections = () => nobody,
): ProtectionVerbs {
  const parts = { store, clock, caught };
  return {
    all: () => allProtections(parts),
    revision: () => [store.revision(), caught()],
    reasonAgainst: (accountId) => reasonAgainst(parts, accountId),
    protect: (person, reason) => protect(parts, person, reason),
    settled: () => inTurns(store.settle()),
    async protectAll(people, reason, joined) {
      const added = await inTurns(missing(parts, people, reason));
      if (!added.ok) return added;
      await inTurns(store.add(added.value, joined));
      return done(added.value.length);
    },
    removedByHand: () => removedByHand(store),
    history: () => store.history(historyLength),
    unprotect: (accountId, reason) => unprotect(parts, accountId, reason),
    protectFound: (found, people, origin) => protectFound(parts, found, people, origin),
    operator: () => store.operator(),
    setOperator: (person) => store.setOperator(person),
    ownAddress: () => store.ownAddress(),
    setOwnAddress: (email) => store.setOwnAddress(email),
    correctOperator: (person) => correctOperator(parts, person),
  };
}

function allProtections({ store, caught }: ProtectionParts): Protections {
  const operator = store.operator();
  const all = caught().size === 0 ? store.all() : new Map([...caught(), ...store.all()]);
  if (!operator) return all;
  const own: Protection = { ...operator, source: 'operator', reason: operatorReason, createdAt: 0 };
  return new Map(all).set(accountKey(operator.accountId), own);
}

function reasonAgainst({ store, caught }: ProtectionParts, accountId: string): string | null {
  if (isOperator(store, accountId)) return `Protected: ${operatorReason}`;
  const key = accountKey(accountId);
  const protection = store.all().get(key) ?? caught().get(key);
  return protection ? `Protected: ${protection.reason}` : null;
}

function isOperator(store: ProtectionStore, accountId: string): boolean {
  const operator = store.operator();
  return operator !== null && accountKey(operator.accountId) === accountKey(accountId);
}

/** Finds those of these people who are not protected yet. */
function* missing(
  { store, clock }: ProtectionParts,
  people: readonly PersonWithReason[],
  reason: string,
): Pieces<Result<Protection[]>> {
  const createdAt = clock.wall();
  const added = new Map<AccountKey, Protection>();
  for (const group of inGroups(people)) {
    for (const person of group) {
      const accountId = parseAccountId(person.accountId);
      if (!accountId) {
        const hint = 'An account ID has letters, digits and _ | : - only, at most 128 of them.';
        return failed('invalid', `“${person.accountId.slice(0, 140)}” is not an account ID.`, hint);
      }
      if (store.all().has(accountKey(accountId))) continue;
      const { name, email } = person;
      const why = person.reason || reason || 'Protected by you';
      added.set(accountKey(accountId), { accountId, name, email, source: 'admin', reason: why, createdAt });
    }
    yield;
  }
  return done([...added.values()]);
}

function protect(parts: ProtectionParts, person: Person, reason: string): Result<void> {
  const added = atOnce(missing(parts, [person], reason));
  if (!added.ok) return added;
  parts.store.put(added.value);
  return done(undefined);
}

function unprotect(
  { store, clock, caught }: ProtectionParts,
  accountId: string,
  reason: string,
): Result<void> {
  if (isOperator(store, accountId)) {
    const hint = 'Say on the review which account is yours, if this one is not.';
    return failed('conflict', operatorReason, hint);
  }
  const protection = store.all().get(accountKey(accountId));
  const rule = caught().get(accountKey(accountId));
  if (!protection && rule) {
    const message = `A rule protects this account. ${rule.reason}`;
    return failed('conflict', message, 'Remove the rule in Settings.');
  }
  if (!protection) return failed('not-found', 'This account is not protected.', 'Reload the page.');
  if (reason === '') {
    return failed('invalid', 'Removing a protection needs a reason.', 'Give one; it is recorded.');
  }
  store.remove(accountId, reason, clock.wall());
  return done(undefined);
}

/** The accounts about which the history says last that a protection was removed. */
function removedByHand(store: ProtectionStore): ReadonlySet<AccountKey> {
  const last = new Map<AccountKey, 'added' | 'removed'>();
  for (const { accountId, act } of store.history(Number.MAX_SAFE_INTEGER)) {
    if (accountId !== '' && !last.has(accountKey(accountId))) last.set(accountKey(accountId), act);
  }
  return new Set([...last].flatMap(([key, act]) => (act === 'removed' ? [key] : [])));
}

function protectFound(
  { store, clock }: ProtectionParts,
  source: FoundSource,
  people: readonly Person[],
  origin: string,
): void {
  const known = store.all();
  const createdAt = clock.wall();
  const reason = `${foundLabels[source]} in ${origin}`;
  store.put(
    people
      .filter((person) => !known.has(accountKey(person.accountId)))
      .map((person) => ({ ...person, source, reason, createdAt })),
  );
}

function correctOperator(parts: ProtectionParts, person: Person): boolean {
  const { store } = parts;
  const before = store.operator();
  if (isOperator(store, person.accountId)) return false;
  if (before)
    protect(parts, before, 'You said that this account is yours; Atlassian says that another one is yours.');
  store.setOperator(person);
  return true;
}
