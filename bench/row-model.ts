/** The row models of the table library beside the typed arrays of the review, in one run on the same users. */
import {
  columnFacetingFeature,
  columnFilteringFeature,
  constructTable,
  createColumnHelper,
  createFacetedRowModel,
  createFacetedUniqueValues,
  createFilteredRowModel,
  createSortedRowModel,
  filterFn_equalsString,
  filterFn_includesString,
  globalFilteringFeature,
  rowSelectionFeature,
  rowSortingFeature,
  sortFn_basic,
  sortFn_text,
  tableFeatures,
} from '@tanstack/react-table';
import { storeReactivityBindings } from '@tanstack/table-core/store-reactivity-bindings';
import { reviewColumns } from '#components/review/columns/review-columns.ts';
import { changeTicks, countTicks } from '#components/review/ticks/tick-change.ts';
import { facetsOf } from '#components/review/view/facets.ts';
import { matchUsers, rowsOf, searchHits } from '#components/review/view/matching.ts';
import { noFacets } from '#components/review/view/review-query.ts';
import { orderBy } from '#components/review/view/row-order.ts';
import { indexUsers, servedTicks } from '#components/review/who/review-index.ts';
import type { ReviewUser } from '#lib/contract/roster';
import { sampleUser } from '#test/samples/review-user';

const size = Number(process.argv[2] ?? 100_000);
const rounds = 7;
const now = Date.UTC(2026, 0, 1);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const users: ReviewUser[] = Array.from({ length: size }, (_, at) =>
  sampleUser(at, {
    accountId: `712020:${String((at * 7_919) % size).padStart(36, '0')}`,
    name: `Person ${(at * 104_729) % size}`,
    email: `person.${(at * 15_485_863) % size}@domain-${at % 40}.example.com`,
    status: at % 10 === 0 ? 'suspended' : 'active',
    lastSeen: at % 9 === 0 ? null : new Date(now - (at % 1_500) * 86_400_000).toISOString().slice(0, 10),
    groups: [`group-${at % 300}`],
  }),
);

const features = tableFeatures({
  coreReactivityFeature: storeReactivityBindings(),
  columnFilteringFeature,
  globalFilteringFeature,
  columnFacetingFeature,
  rowSortingFeature,
  rowSelectionFeature,
  filteredRowModel: createFilteredRowModel(),
  sortedRowModel: createSortedRowModel(),
  facetedRowModel: createFacetedRowModel(),
  facetedUniqueValues: createFacetedUniqueValues(),
  filterFns: { includesString: filterFn_includesString, equalsString: filterFn_equalsString },
  sortFns: { text: sortFn_text, basic: sortFn_basic },
});
const helper = createColumnHelper<typeof features, ReviewUser>();
const columns = helper.columns([
  helper.accessor('name', { sortFn: 'text' }),
  helper.accessor('email', { sortFn: 'text' }),
  helper.accessor((user) => user.accountId ?? '', { id: 'id', sortFn: 'text' }),
  helper.accessor((user) => user.lastSeen ?? undefined, {
    id: 'seen',
    sortFn: 'basic',
    sortUndefined: 'last',
    enableGlobalFilter: false,
  }),
  helper.accessor('status', { filterFn: 'equalsString', enableGlobalFilter: false }),
]);
const newTable = () =>
  constructTable({
    features,
    columns,
    data: users,
    getRowId: ({ position }) => String(position),
    globalFilterFn: 'includesString',
  });

const index = indexUsers(users, now);
const facets = facetsOf(index);
const ticks = servedTicks(index);
const list = (search: string, status: string[], column: string | null, descending: boolean): Uint32Array => {
  const hits = searchHits(index, search);
  const matching = matchUsers(index, ticks, facets, { hits, chosen: { ...noFacets, status } });
  return rowsOf(matching, column === null ? null : orderOf(column), descending);
};
const orders = new Map<string, ReturnType<typeof orderBy>>();
const columnOf = (id: string) => {
  const column = reviewColumns([]).find((one) => one.id === id);
  if (!column) throw new Error(`no column ${id}`);
  return column;
};
const orderOf = (id: string) => {
  const order = orders.get(id) ?? orderBy(index, ticks, columnOf(id));
  orders.set(id, order);
  return order;
};

const table = newTable();
table.getRowModel();
const rowsWith = (
  search: string,
  status: string | null,
  sort: { id: string; desc: boolean } | null,
): number => {
  table.setSorting(sort ? [sort] : []);
  table.setColumnFilters(status === null ? [] : [{ id: 'status', value: status }]);
  table.setGlobalFilter(search);
  return table.getRowModel().rows.length;
};

const median = (times: number[]): number => times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
interface Act {
  before?: () => unknown;
  work: () => unknown;
}
/** In ms of the processor: what else the machine does is not counted. */
const cost = ({ before, work }: Act): number => {
  before?.();
  const began = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1_000;
};
const beside = (what: string, library: Act, arrays: Act): void => {
  const costs = Array.from({ length: rounds }, () => ({ library: cost(library), arrays: cost(arrays) }));
  const theirs = median(costs.map((each) => each.library));
  const ours = median(costs.map((each) => each.arrays));
  say(
    `${what}: library ${theirs.toFixed(1)} ms, typed arrays ${ours.toFixed(1)} ms, ${(theirs / ours).toFixed(1)} ×`,
  );
};
const same = (what: string, theirs: number, ours: number): void => {
  if (theirs !== ours) throw new Error(`${what}: the library lists ${theirs} users, the arrays ${ours}`);
};

same('search', rowsWith('person.12', null, null), list('person.12', [], null, false).length);
same('facet', rowsWith('', 'suspended', null), list('', ['suspended'], null, false).length);

say(`${size} users, the median of ${rounds} rounds, in ms of the processor`);
beside(
  'making the rows, or the index',
  { work: () => newTable().getRowModel() },
  { work: () => indexUsers(users, now) },
);
beside(
  'a key in the search',
  { before: () => rowsWith('person.1', null, null), work: () => rowsWith('person.12', null, null) },
  { work: () => list('person.12', [], null, false) },
);
beside(
  'a key in the search, sorted by name',
  {
    before: () => rowsWith('person.', null, { id: 'name', desc: false }),
    work: () => rowsWith('person.1', null, { id: 'name', desc: false }),
  },
  { before: () => orderOf('name'), work: () => list('person.1', [], 'name', false) },
);
beside(
  'a facet (the library: without its counts)',
  { before: () => rowsWith('', null, null), work: () => rowsWith('', 'suspended', null) },
  { work: () => list('', ['suspended'], null, false) },
);
beside(
  'a search with the counts of facets (the library: of one facet, the arrays: of all eleven)',
  {
    before: () => rowsWith('person.1', null, null),
    work: () => {
      rowsWith('person.12', null, null);
      return table.getColumn('status')?.getFacetedUniqueValues();
    },
  },
  { work: () => list('person.12', [], null, false) },
);
for (const id of ['name', 'email', 'id', 'seen']) {
  beside(
    `the first sort by ${id}`,
    { before: () => rowsWith('', null, null), work: () => rowsWith('', null, { id, desc: false }) },
    { before: () => orders.clear(), work: () => list('', [], id, false) },
  );
  beside(
    `the other direction of ${id}`,
    {
      before: () => rowsWith('', null, { id, desc: false }),
      work: () => rowsWith('', null, { id, desc: true }),
    },
    { before: () => orderOf(id), work: () => list('', [], id, true) },
  );
}
rowsWith('', null, null);
const everybody = Uint32Array.from(users, (_, at) => at);
const nobody = new Uint8Array(size);
beside(
  'ticking all, and how the checkbox for all stands',
  {
    before: () => table.resetRowSelection(true),
    work: () => {
      table.toggleAllRowsSelected(true);
      return table.getIsAllRowsSelected();
    },
  },
  {
    work: () => countTicks(index, changeTicks(index, nobody, everybody, true)?.ticks ?? nobody, everybody),
  },
);
let tick = false;
beside(
  'ticking one user when all are ticked',
  {
    before: () => table.toggleAllRowsSelected(true),
    work: () => {
      tick = !tick;
      table.getRow('7').toggleSelected(tick);
      return table.getIsAllRowsSelected();
    },
  },
  {
    work: () =>
      countTicks(index, changeTicks(index, ticks, Uint32Array.of(7), false)?.ticks ?? ticks, everybody),
  },
);

/** The memory that `make` leaves in use, in bytes a user. */
const weight = (make: () => unknown): number => {
  global.gc?.();
  const before = process.memoryUsage();
  const kept = make();
  global.gc?.();
  const after = process.memoryUsage();
  const bytes = after.heapUsed - before.heapUsed + (after.arrayBuffers - before.arrayBuffers);
  return kept ? Math.round(bytes / size) : 0;
};
const rowBytes = weight(() => newTable().getRowModel());
const indexBytes = weight(() => indexUsers(users, now));
say(`memory: library ${rowBytes} bytes a user for its rows, typed arrays ${indexBytes} for the index`);
