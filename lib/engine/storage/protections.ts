/** Stores who is protected, and by which rule. A write is durable when its method returns. */
import type { Person } from '#lib/domain/account/person';
import type { Protection, ProtectionChange, Protections } from '#lib/domain/protection/protection';
import type { ProtectionRule } from '#lib/domain/protection/protection-rule';
import type { Pieces } from '#lib/domain/text/pieces';

/** The users that a rule newly matches, and those that it no longer matches. */
export interface Recount {
  ruleId: string;
  caught: readonly Person[];
  freed: readonly string[];
}

/** A rule, with everybody it matches. */
export interface CaughtByRule {
  rule: ProtectionRule;
  people: readonly Person[];
}

/** A write that is joined to a change in another store: both take effect at the same moment, or neither does. */
export interface JoinedWrite {
  /** To be called within the transaction of the other change. */
  write(): void;
  /** To be called once that transaction is on disk. */
  written(): void;
}

/** Stores protection rules and the users that they match. */
export interface RuleStore {
  /** Newest first. */
  rules(): readonly ProtectionRule[];
  /** The users protected by rules. */
  caught(): Protections;
  /** The number of accounts that this rule matches. */
  count(ruleId: string): number;
  add(rules: readonly CaughtByRule[]): void;
  /** The same as part of another store's change. */
  joined(rules: readonly CaughtByRule[]): JoinedWrite;
  remove(rule: ProtectionRule, reason: string, at: number): void;
  recount(changes: readonly Recount[]): void;
  /** Rules that are missing although nobody removed them, if this version added them. */
  lost(): ProtectionRule[];
}

/** Stores protections, their history, and the admin's own account. */
export interface ProtectionStore {
  all(): Protections;
  /** A number that grows with every change of a protection, of the admin's own account and of their address. */
  revision(): number;
  /** Adds or replaces protections. The previous ones stay in the history. */
  put(protections: readonly Protection[]): void;
  /**
   * Protects a large number of accounts, except those already protected. All protections and `joined` take effect at
   * the same moment, even if the process dies.
   */
  add(protections: readonly Protection[], joined?: JoinedWrite): Pieces<void>;
  /** Completes, in pieces, the work that `add` began, so that the next small change does not have to. */
  settle(): Pieces<void>;
  remove(accountId: string, reason: string, at: number): void;
  /** Protections that are missing although the history has them. They still protect, even before they are put back. */
  lost(): Protection[];
  /** Newest first, at most `limit`, rules included. */
  history(limit: number): ProtectionChange[];
  /** The admin's own account, once it is known. */
  operator(): Person | null;
  setOperator(person: Person): void;
  /** The address that the admin typed for their own account because no file had it; null for none. */
  ownAddress(): string | null;
  setOwnAddress(email: string): void;
}
