/**
 * Applies the protection rules to the users of an uploaded file: whom they protect, and whom they no longer protect.
 */
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

/** Collects the users whom rules match, first from the survey of the file, then from Atlassian's readings. */
export interface Watch {
  /** Adds Atlassian's readings of a user of the file. */
  see(accountId: string, readings: readonly Reading[]): void;
  /**
   * Stores whom each rule matches by the file or a reading, and whom it no longer matches. Returns the users whom a
   * rule protects now.
   */
  settle(kind: RosterKind): Person[];
}

interface WatchedRule {
  rule: ProtectionRule;
  fits(user: RuledUser): boolean;
  caught: Map<AccountKey, Person>;
}

/** Starts with the matches in the survey of the file. */
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

/** For each rule, the users whom it matches, and the users it protected before whom the file now excludes. */
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
