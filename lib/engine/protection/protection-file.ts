/** Exports the protections as a file and imports such a file, as a whole or not at all. */
import { accountKey } from '#lib/domain/account/account-id';
import type { Person } from '#lib/domain/account/person';
import {
  type ListedProtection,
  protectionsCsv,
  protectionsJson,
} from '#lib/domain/protection/protection-file';
import type { ProtectionImport } from '#lib/domain/protection/protection-import';
import { sameRule } from '#lib/domain/protection/protection-rule';
import { readProtections } from '#lib/domain/protection/read-protections';
import { inGroups, type Pieces } from '#lib/domain/text/pieces';
import { done, failed, type Result } from '#lib/engine/errors';
import type { NewRule, RuleVerbs } from '#lib/engine/protection/protection-rules';
import type { ProtectionVerbs } from '#lib/engine/protection/protections';
import { collected } from '#lib/engine/text-pieces';
import { inTurns } from '#lib/engine/turns';

/** The verbs on such a file. */
export interface ProtectionFileVerbs {
  /** The file in pieces, with the protections at the time of this call. */
  csv(): Generator<string>;
  json(): Generator<string>;
  /** Reads a file and returns its additions. They are made only if `apply` is true. */
  read(bytes: AsyncIterable<Uint8Array>, apply: boolean): Promise<Result<ProtectionImport>>;
}

interface FileParts {
  protections: ProtectionVerbs;
  rules: RuleVerbs;
}

/** Verbs over protections and rules. Organisation admins and the operator are left out: each roster adds its own. */
export function newProtectionFile(parts: FileParts): ProtectionFileVerbs {
  return {
    csv: () => protectionsCsv(listed(parts)),
    json: () => protectionsJson(listed(parts)),
    read: (bytes, apply) => read(parts, bytes, apply),
  };
}

function listed({ protections, rules }: FileParts): ListedProtection[] {
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

/** Maximum size of a file, in bytes. */
const maxBytes = 5_000_000;

/** The reason of an imported protection that has none. */
const imported = 'Imported';

async function read(
  parts: FileParts,
  bytes: AsyncIterable<Uint8Array>,
  apply: boolean,
): Promise<Result<ProtectionImport>> {
  const file = await collected(bytes, maxBytes);
  if (file === null) {
    return failed('too-large', 'The file has more than 5 MB.', 'Import it in parts. Nothing was changed.');
  }
  const found = await inTurns(readProtections(file));
  if (!found.ok) {
    const shown = found.problems.slice(0, 50);
    const more = found.problems.length - shown.length;
    const details = more > 0 ? [...shown, `and ${more} more`] : shown;
    const hint = 'Fix the file and import it again. Nothing was changed.';
    return failed('invalid', 'This file cannot be imported.', hint, details);
  }
  const { people, newRules, known } = await inTurns(sorted(parts, found.items));
  const brought = { accounts: people.length, rules: newRules.length, known };
  if (!apply) return done({ ...brought, applied: false });
  const added = await parts.rules.addAll(newRules, (joined) =>
    parts.protections.protectAll(people, imported, joined),
  );
  return added.ok ? done({ ...brought, applied: true }) : added;
}

/** The accounts and the rules in a file, and how many of each exist already. */
function* sorted(
  { protections, rules }: FileParts,
  items: readonly ListedProtection[],
): Pieces<{
  people: (Person & { reason: string })[];
  newRules: NewRule[];
  known: number;
}> {
  const protectedNow = protections.all();
  const rulesNow = rules.list();
  const people: (Person & { reason: string })[] = [];
  const newRules: NewRule[] = [];
  let known = 0;
  for (const group of inGroups(items)) {
    for (const { kind, value, name, email, reason: given } of group) {
      const reason = given || imported;
      if (kind === 'account') {
        const accountId = value.trim();
        people.push({ accountId, name, email, reason });
        if (protectedNow.get(accountKey(accountId))?.source === 'admin') known += 1;
      } else {
        const rule = { kind, pattern: value, reason };
        newRules.push(rule);
        if (rulesNow.some((each) => sameRule(each, rule))) known += 1;
      }
    }
    yield;
  }
  return { people, newRules, known };
}
