/** Rules over the users of a file that arrives: who is protected by them, and who no longer is. */
import { type AccountKey, accountKey } from '#lib/domain/account/account-id';
import type { Person } from '#lib/domain/account/person';
import type { Reading } from '#lib/domain/directory/reading';
import type { Survey } from '#lib/domain/plan/survey';
import {
  columnsCount,
  isGiven,
  nothingGiven,
  type ProtectionRule,
  type RuledUser,
  ruleMatcher,
} from '#lib/domain/protection/protection-rule';
import type { RosterKind } from '#lib/domain/roster/roster';
import { ruledBy } from '#lib/engine/directory/candidates';
import { personAs } from '#lib/engine/protection/rule-search';
import type { Recount, RuleStore } from '#lib/engine/storage/protections';

/** Applies the rules to what the file and Atlassian say of its users. */
export interface Watch {
  /** Takes what Atlassian said of a user of the file. */
  see(accountId: string, readings: readonly Reading[]): void;
  /**
   * Protects those whom a rule matches by the file or by what Atlassian said, and frees those whom it no longer
   * matches. Returns those whom a rule protects now.
   */
  settle(kind: RosterKind): Person[];
}

interface WatchedRule {
  rule: ProtectionRule;
  fits(user: RuledUser): boolean;
  caught: Map<AccountKey, Person>;
}

/** Begins with what the file says. */
export function watchForRules(store: Pick<RuleStore, 'recount'>, survey: Survey): Watch {
  const watched: WatchedRule[] = survey.caught.map(({ rule, people }) => ({
    rule,
    fits: ruleMatcher(rule),
    caught: new Map(people.map((person) => [accountKey(person.accountId), person])),
  }));
  return {
    see(accountId, readings) {
      if (watched.length === 0) return;
      const key = accountKey(accountId);
      const ruled = ruledBy(readings, { name: '', email: '' });
      for (const { fits, caught } of watched) {
        const as = caught.has(key) ? undefined : ruled.find(fits);
        if (as) caught.set(key, personAs(accountId, as));
      }
    },
    settle(kind) {
      if (watched.length === 0) return [];
      store.recount(changesOf(watched, survey, kind));
      return watched.flatMap(({ caught }) => [...caught.values()]);
    },
  };
}

/** For each rule, everybody it fits, and everybody of whom the file says that it does not. */
function changesOf(watched: readonly WatchedRule[], { ruled, columns }: Survey, kind: RosterKind): Recount[] {
  const given = columnsCount(kind) ? columns : nothingGiven;
  return watched.map(({ rule, caught }) => ({
    ruleId: rule.id,
    caught: [...caught.values()],
    freed: ruled
      .filter(({ key, ...said }) => !caught.has(key) && isGiven(rule.kind, { ...said, ...given }))
      .map(({ accountId }) => accountId),
  }));
}
