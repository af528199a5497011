/** The protections as a file: out of this data folder, and into it, whole or not at all. */
import { accountKey } from '#lib/domain/account-id';
import {
  type ListedProtection,
  protectionsCsv,
  protectionsJson,
  readProtections,
} from '#lib/domain/csv-protections';
import { type RuleKind, sameRule } from '#lib/domain/protection-rule';
import { done, failed, type Result } from '#lib/engine/errors';
import type { RuleVerbs } from '#lib/engine/protection-rules';
import type { ProtectionVerbs } from '#lib/engine/protections';

export interface Brought {
  accounts: number;
  rules: number;
  known: number;
  applied: boolean;
}

export interface ProtectionFileVerbs {
  csv(): string;
  json(): string;
  /** What the text of a file brings; it is only brought where `apply` says so. */
  read(text: string, apply: boolean): Promise<Result<Brought>>;
}

/** Verbs over protections and rules. Organisation admins and the operator are left out: each roster brings its own. */
export function newProtectionFile(parts: {
  protections: ProtectionVerbs;
  rules: RuleVerbs;
}): ProtectionFileVerbs {
  const { protections, rules } = parts;

  function listed(): ListedProtection[] {
    const accounts = [...protections.all().values()]
      .filter(({ source }) => source === 'admin')
      .map(({ accountId, name, email, reason }) => ({
        kind: 'account' as const,
        value: accountId,
        name,
        email,
        reason,
      }));
    const ruled = rules
      .list()
      .map(({ kind, pattern, reason }) => ({ kind, value: pattern, name: '', email: '', reason }));
    return [...ruled, ...accounts];
  }

  return {
    csv: () => protectionsCsv(listed()),
    json: () => protectionsJson(listed()),
    async read(text, apply) {
      const read = readProtections(text);
      if (!read.ok) {
        const shown = read.problems.slice(0, 50);
        const more = read.problems.length - shown.length;
        const details = more > 0 ? [...shown, `and ${more} more`] : shown;
        const cure = 'Mend the file and import it again. Nothing was changed.';
        return failed('invalid', 'This file cannot be imported.', cure, details);
      }
      const wishes = read.items.flatMap(({ kind, value, reason }) =>
        kind === 'account'
          ? []
          : [{ kind: kind satisfies RuleKind, pattern: value, reason: reason || imported }],
      );
      const people = read.items
        .filter(({ kind }) => kind === 'account')
        .map(({ value, name, email, reason }) => ({
          accountId: value.trim(),
          name,
          email,
          reason: reason || imported,
        }));
      const protectedNow = protections.all();
      const known =
        people.filter(({ accountId }) => protectedNow.get(accountKey(accountId))?.source === 'admin').length +
        wishes.filter((wish) => rules.list().some((rule) => sameRule(rule, wish))).length;
      const brought = { accounts: people.length, rules: wishes.length, known };
      if (!apply) return done({ ...brought, applied: false });
      const ruled = rules.addAll(wishes);
      if (!ruled.ok) return ruled;
      const added = await protections.protectAll(people, imported);
      return added.ok ? done({ ...brought, applied: true }) : added;
    },
  };
}

const imported = 'Imported';
