/** Turns the managed accounts of the directory into a roster, like a file with one row per account. Pure. */
import { textFlaws } from '#lib/domain/csv/reading';
import type { ManagedAccountFacts } from '#lib/domain/directory/managed-account';
import { RosterBuilder } from '#lib/domain/roster/builder';
import type { ReadingPlan } from '#lib/domain/roster/column-plan';
import { plainHeader } from '#lib/domain/roster/columns';
import type { RosterColumn, RosterSummary, RosterUser, RowProblem } from '#lib/domain/roster/roster';
import { inGroups, type Pieces } from '#lib/domain/text/pieces';

/** Maximum number of products with a column of their own. An organisation can have hundreds of sites. */
const mostProducts = 200;

/** A column before those of the products, with the cell of an account in it. */
interface FirstColumn extends RosterColumn {
  cell(account: ManagedAccountFacts): string;
  /** The column is left out if nobody has a value. */
  isOptional?: true;
}

const firstColumns: readonly FirstColumn[] = [
  { header: 'Account ID', role: 'account-id', cell: ({ accountId }) => accountId },
  { header: 'Name', role: 'name', cell: ({ name }) => name },
  { header: 'E-mail', role: 'email', cell: ({ email }) => email },
  { header: 'Status', role: 'status', cell: ({ status }) => status },
  {
    header: 'Organisation role',
    role: 'org-role',
    cell: ({ isOrganisationAdmin }) => (isOrganisationAdmin ? 'Organization admin' : ''),
  },
  { header: 'Last active', role: 'last-seen', cell: ({ lastActive }) => seenCell(lastActive) },
  {
    header: 'Billable',
    role: 'billable',
    cell: ({ billable }) => billableCell(billable),
    isOptional: true,
  },
  {
    header: 'Management source',
    role: 'other',
    cell: ({ managementSource }) => managementSource,
    isOptional: true,
  },
];

/**
 * Passes the accounts to `sink` in batches, in their order, each exactly once. `notes` are about the roster as a whole.
 * Resolves with the summary.
 */
export function* organisationRoster(
  accounts: readonly ManagedAccountFacts[],
  notes: readonly string[],
  sink: (batch: RosterUser[]) => void,
): Pieces<RosterSummary> {
  const products = yield* productColumns(accounts);
  const first = firstColumns.filter(
    ({ cell, isOptional }) => !isOptional || accounts.some((account) => cell(account) !== ''),
  );
  const plan = planOf(first, products);
  const builder = new RosterBuilder(plan, sink);
  for (const message of notes) builder.note(0, message);
  let number = 0;
  for (const group of inGroups(accounts)) {
    for (const account of group) {
      number += 1;
      const cells = [...first.map(({ cell }) => cell(account)), ...productCells(account, products)];
      const flaws = textFlaws(cells.join('\n'));
      builder.add(
        { cells, line: number, lastLine: number, reach: null, spaced: false, flaws },
        account.isListed ? [] : [noLongerListed(number)],
      );
    }
    yield;
  }
  return builder.end({ encoding: 'utf-8', blankLines: 0 });
}

/** The products with a column of their own, each with its place, and whether there are others. */
interface ProductColumns {
  own: ReadonlyMap<string, number>;
  hasOthers: boolean;
}

function planOf(first: readonly FirstColumn[], { own, hasOthers }: ProductColumns): ReadingPlan {
  const products = [...own.keys(), ...(hasOthers ? ['Other products'] : [])];
  const columns = [
    ...first.map(({ header, role }) => ({ header, role })),
    ...products.map((header) => ({ header, role: 'product' as const })),
  ];
  const at = (role: RosterColumn['role']) => columns.findIndex((column) => column.role === role);
  return {
    kind: 'organisation',
    columns,
    delimiter: ',',
    noun: 'line',
    id: at('account-id'),
    name: at('name'),
    email: at('email'),
    status: at('status'),
    groupId: -1,
    groupNames: [],
    orgRoles: [at('org-role')],
    remarks: [at('name')],
    // Atlassian does not document what a missing date means, so it does not count as "never".
    lastSeen: [{ at: at('last-seen'), blankIsNever: false }],
    pivoted: false,
    header: columns.map(({ header }) => plainHeader(header)),
    problems: [],
  };
}

/** The most frequent products get a column each. */
function* productColumns(accounts: readonly ManagedAccountFacts[]): Pieces<ProductColumns> {
  const uses = new Map<string, number>();
  for (const group of inGroups(accounts)) {
    for (const { products } of group) {
      for (const product of products) uses.set(product, (uses.get(product) ?? 0) + 1);
    }
    yield;
  }
  const ranked = [...uses].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([name]) => name);
  const own = new Map(ranked.slice(0, mostProducts).map((name, at) => [name, at]));
  return { own, hasOthers: ranked.length > mostProducts };
}

function productCells({ products }: ManagedAccountFacts, { own, hasOthers }: ProductColumns): string[] {
  const cells = Array.from({ length: own.size }, () => '');
  const others: string[] = [];
  for (const product of products) {
    const at = own.get(product);
    if (at === undefined) others.push(product);
    else cells[at] = 'Yes';
  }
  return hasOthers ? [...cells, others.join(', ')] : cells;
}

function seenCell(lastActive: string | null | undefined): string {
  return lastActive === null ? 'Never accessed' : (lastActive ?? '');
}

function billableCell(billable: boolean | undefined): string {
  return billable === undefined ? '' : billable ? 'Yes' : 'No';
}

function noLongerListed(line: number): RowProblem {
  const message =
    'Atlassian’s last whole list no longer contains this account. It may have been deleted, or its domain is no longer claimed. Read the organisation again.';
  return { code: 'not-listed', message, line, blocks: true };
}
