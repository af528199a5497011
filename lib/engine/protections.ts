/** Protecting people and taking it back. The operator is always protected, whatever is stored. */
import { parseAccountId } from '#lib/domain/account-id';
import type { Protection } from '#lib/domain/protection';
import { done, failed, type Result } from '#lib/engine/errors';
import type { Clock } from '#lib/engine/ports';
import type { Person, ProtectionStore } from '#lib/engine/storage';

export interface ProtectionVerbs {
  /** All protections by account ID, the operator's own included. */
  all(): ReadonlyMap<string, Protection>;
  /** Why this account must not be called; null where it may be. Asked before every single call. */
  reasonAgainst(accountId: string): string | null;
  protect(person: Person, reason: string): Result<void>;
  /** Protections the admin did not set ask for a reason; the operator's cannot be removed. */
  unprotect(accountId: string, reason: string): Result<void>;
  /** Protects the organisation admins of a file; who is protected already stays so for the old reason. */
  protectAdmins(people: readonly Person[], fileName: string): void;
  operator(): Person | null;
  setOperator(person: Person): void;
}

/** Verbs over a store of protections. */
export function newProtections(store: ProtectionStore, clock: Clock): ProtectionVerbs {
  const operatorReason = 'Your own account: you cannot lock yourself out.';
  return {
    all() {
      const operator = store.operator();
      if (!operator) return store.all();
      const own: Protection = { ...operator, source: 'operator', reason: operatorReason, createdAt: 0 };
      return new Map(store.all()).set(operator.accountId, own);
    },
    reasonAgainst(accountId) {
      if (store.operator()?.accountId === accountId) return `Protected: ${operatorReason}`;
      const protection = store.all().get(accountId);
      return protection ? `Protected: ${protection.reason}` : null;
    },
    protect(person, reason) {
      const accountId = parseAccountId(person.accountId);
      if (!accountId) {
        const cure = 'An account ID has letters, digits and _ | : - only, at most 128 of them.';
        return failed('invalid', `“${person.accountId.slice(0, 140)}” is not an account ID.`, cure);
      }
      if (store.all().has(accountId)) return done(undefined);
      const createdAt = clock.wall();
      store.put([{ ...person, accountId, source: 'admin', reason: reason || 'Protected by you', createdAt }]);
      return done(undefined);
    },
    unprotect(accountId, reason) {
      if (store.operator()?.accountId === accountId) {
        return failed(
          'conflict',
          operatorReason,
          'Say on the review which account is yours, if this one is not.',
        );
      }
      const protection = store.all().get(accountId);
      if (!protection) return failed('not-found', 'This account is not protected.', 'Reload the page.');
      if (protection.source !== 'admin' && reason === '') {
        return failed(
          'invalid',
          'This protection was not set by you.',
          'Give a reason for removing it; it is recorded.',
        );
      }
      store.remove(accountId, reason, clock.wall());
      return done(undefined);
    },
    protectAdmins(people, fileName) {
      const known = store.all();
      const createdAt = clock.wall();
      const reason = `Organisation admin in ${fileName}`;
      store.put(
        people
          .filter((person) => !known.has(person.accountId))
          .map((person) => ({ ...person, source: 'organisation-admin', reason, createdAt })),
      );
    },
    operator: () => store.operator(),
    setOperator: (person) => store.setOperator(person),
  };
}
