/**
 * Finds doubts about users of a file that arise only from other rows: shared addresses, cut prefixes of IDs, missing
 * roles.
 */
import type { AccountId } from '#lib/domain/account/account-id';
import { addressOf } from '#lib/domain/account/email-address';
import type { ReadingPlan } from '#lib/domain/roster/column-plan';
import { hashOf } from '#lib/domain/roster/identities';
import type { RosterSummary } from '#lib/domain/roster/roster';
import { namesOrganisationRoles, type UserDraft } from '#lib/domain/roster/row';
import { HashedEntries } from '#lib/domain/text/hashed-entries';
import { beginningNoun, type PlaceNoun } from '#lib/domain/text/place';

/** The largest number of users without a role that may be an exception. */
const mostWithoutRole = 10_000;

/** The largest number of different prefixes of account IDs that are compared. Atlassian has a handful. */
const mostPrefixes = 10_000;

/** Doubts that rows of one file raise about each other. */
export class LaterDoubts {
  private readonly addresses = new SharedAddresses();
  /** A later line with the same address, by the position of the first row with it. */
  private readonly shared = new Map<number, number>();
  private readonly prefixes = new Set<string>();
  private readonly withoutRole: number[] = [];
  private withRole = 0;

  constructor(private readonly plan: ReadingPlan) {}

  /** Notes the first row of an account. A row whose address an earlier one has gets a problem. */
  see(draft: UserDraft, id: AccountId, position: number): void {
    this.seePrefix(id);
    this.seeAddress(draft, id, position);
    this.seeRole(draft, position);
  }

  /** The doubts that the summary of the file names. `missingCells`: how many cells every row lacks. */
  found(missingCells: number): Pick<RosterSummary, 'laterDoubts'> {
    const sharedAddresses = [...this.shared].map(([position, line]) => ({ position, line }));
    const cutPrefixes = cutPrefixesOf(this.prefixes);
    const emptyRoles = this.emptyRoles();
    if (sharedAddresses.length + cutPrefixes.length + emptyRoles.length + missingCells === 0) return {};
    return {
      laterDoubts: { sharedAddresses, cutPrefixes, emptyRoles, ...(missingCells > 0 && { missingCells }) },
    };
  }

  private seePrefix(id: AccountId): void {
    const colon = id.indexOf(':');
    if (colon > 0 && this.prefixes.size < mostPrefixes) this.prefixes.add(id.slice(0, colon));
  }

  /** Two account IDs with one address are both doubtful. */
  private seeAddress(draft: UserDraft, id: AccountId, position: number): void {
    if (!draft.email.includes('@')) return;
    const first = this.addresses.meet(addressOf(draft.email), id, position, draft.line);
    if (first === null) return;
    const message = sharedAddress(first.line, this.plan.noun);
    draft.problems.push({ code: 'shared-address', message, line: draft.line, blocks: false });
    if (!this.shared.has(first.position)) this.shared.set(first.position, draft.line);
  }

  private seeRole({ orgRole }: UserDraft, position: number): void {
    if (this.plan.orgRoles.length === 0 || !namesOrganisationRoles(this.plan)) return;
    if (orgRole !== '') this.withRole += 1;
    else if (this.withoutRole.length < mostWithoutRole) this.withoutRole.push(position);
  }

  /** The positions without a role, if they are so few that their cells may have been lost. */
  private emptyRoles(): number[] {
    const { withRole, withoutRole } = this;
    const least = withoutRole.length === 1 ? 2 : withoutRole.length * 20;
    return withoutRole.length < mostWithoutRole && withRole >= least ? withoutRole : [];
  }
}

/** The numbers stored for each address: two hashes, the hash of the account, position and line of its first row. */
const fields = 5;
const otherSeed = 0x9747b28c;

/** The first row of an address. */
interface FirstRow {
  position: number;
  line: number;
}

/**
 * The e-mail addresses of one file, to find two account IDs with one address however far apart. It keeps hashes only:
 * two addresses with the same hash, one in 10^19 pairs, would be doubtful without a reason.
 */
class SharedAddresses {
  private readonly table = new HashedEntries(fields, 0);

  /** Notes a row. Returns the first row with this address if it has another account ID; else null. */
  meet(address: string, accountId: AccountId, position: number, line: number): FirstRow | null {
    const { table } = this;
    const hash = hashOf(address);
    const other = hashOf(address, otherSeed);
    // IDs that differ only in case have the same hash, as they have the same key.
    const account = hashOf(accountId);
    const at = table.find(hash, (each) => table.number(each, 1) === other);
    if (at === null) {
      table.add([hash, other, account, position, line]);
      return null;
    }
    if (table.number(at, 2) === account) return null;
    return { position: table.number(at, 3), line: table.number(at, 4) };
  }
}

/** The message about a row whose address another line or row has too. */
export const sharedAddress = (line: number, noun: PlaceNoun): string =>
  `${beginningNoun(noun)} ${line} has the same e-mail address with another account ID, so it is not certain whose it is. Check which account is meant.`;

/** The prefixes that are another one without one of its digits. */
function cutPrefixesOf(prefixes: Iterable<string>): string[] {
  const all = [...prefixes];
  const shortened = new Set(
    all.flatMap((prefix) => [...prefix].map((_, at) => prefix.slice(0, at) + prefix.slice(at + 1))),
  );
  return all.filter((prefix) => shortened.has(prefix));
}
