import { type ReactNode, useId, useState } from 'react';
import { formatCount, formatDateTime, formatQuantity } from '#components/shared/format.ts';
import { cx } from '#components/ui/class-names.ts';
import { Panel } from '#components/ui/panel.tsx';
import type { ComparisonAnswer } from '#lib/contract/comparison';
import { outcomeLabels } from '#lib/domain/outcome/outcome';
import type { AccountNow } from '#lib/domain/reconcile/account-now';
import { differenceLabel, differenceMeaning } from '#lib/domain/reconcile/difference';
import { nowAt, nowSource, nowText } from '#lib/domain/reconcile/now-text';
import { otherLabels, otherMeanings } from '#lib/domain/reconcile/others';

interface Row {
  accountId: string;
  name: string;
  email: string;
  /** The outcome that the run reports; empty for an account that it did not plan. */
  reported: string;
  before: string;
  now: AccountNow;
  /** The changes of role and groups; empty if there are none, or if they are not known. */
  access: string;
}

/** One kind of difference with its first rows. */
interface Facet {
  kind: string;
  label: string;
  meaning: string;
  count: number;
  rows: readonly Row[];
}

/** The kinds of difference as buttons, and the users of the chosen kind. */
export function Differences({
  title,
  lead,
  comparison,
  part,
}: {
  title: string;
  lead: string;
  comparison: ComparisonAnswer;
  part: 'users' | 'others';
}) {
  const facets = part === 'users' ? userFacets(comparison) : otherFacets(comparison);
  const [chosen, setChosen] = useState<string | null>(null);
  const facet = facets.find(({ kind }) => kind === chosen) ?? facets[0];
  const meaningId = useId();
  return (
    <Panel title={title} lead={lead}>
      {facet === undefined ? (
        <p className="text-ink-2">No account differs, as far as is known.</p>
      ) : (
        <>
          <ul aria-label={`Kinds: ${title}`} className="flex flex-wrap gap-2">
            {facets.map(({ kind, label, count }) => (
              <li key={kind}>
                <button
                  type="button"
                  aria-pressed={kind === facet.kind}
                  aria-describedby={kind === facet.kind ? meaningId : undefined}
                  onClick={() => setChosen(kind)}
                  className={cx(
                    'rounded-lg border px-2.5 py-1 text-sm',
                    kind === facet.kind ? 'border-accent bg-accent-soft text-accent' : 'hover:bg-sunken',
                  )}
                >
                  {label} <span className="font-semibold tabular-nums">{formatCount(count)}</span>
                </button>
              </li>
            ))}
          </ul>
          <p id={meaningId} className="mt-3 max-w-2xl text-pretty text-ink-2">
            {facet.meaning}
          </p>
          <Rows facet={facet} caption={`${title}: ${facet.label}`} hasReport={part === 'users'} />
        </>
      )}
    </Panel>
  );
}

/** The users of a kind. In a narrow window each cell of a user has its own line, with the name of its column. */
function Rows({ facet, caption, hasReport }: { facet: Facet; caption: string; hasReport: boolean }) {
  const { rows, count } = facet;
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls a table that is wider than the page */}
      <section aria-label={caption} tabIndex={0} className="mt-3 overflow-x-auto rounded-lg border">
        <table className="w-full text-left text-sm max-sm:block sm:min-w-[44rem]">
          <caption className="sr-only">{caption}</caption>
          <thead className="bg-sunken text-xs text-ink-2 max-sm:sr-only">
            <tr>
              <Head>User</Head>
              <Head>Now</Head>
              <Head>Before</Head>
              {hasReport && <Head>The run reports</Head>}
              <Head>Read by</Head>
            </tr>
          </thead>
          <tbody className="divide-y max-sm:block">
            {rows.map((row) => (
              <tr key={row.accountId} className="max-sm:block max-sm:py-1.5">
                <th scope="row" className="px-3 py-1.5 font-normal max-sm:block max-sm:py-0.5">
                  <span className="block font-medium wrap-anywhere">
                    {row.name || row.email || row.accountId}
                  </span>
                  <span className="block text-xs text-ink-3 wrap-anywhere">{row.email || row.accountId}</span>
                </th>
                <Cell name="Now">
                  {nowText(row.now)}
                  {row.access !== '' && (
                    <span className="block text-xs text-ink-2 wrap-anywhere">{row.access}</span>
                  )}
                </Cell>
                <Cell name="Before" className="first-letter:uppercase">
                  {row.before || '–'}
                </Cell>
                {hasReport && <Cell name="The run reports">{row.reported}</Cell>}
                <Cell name="Read by" className="text-xs text-ink-2">
                  {readText(row.now)}
                </Cell>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {rows.length < count && (
        <p className="mt-2 text-ink-2">
          The first {formatCount(rows.length)} of {formatQuantity(count, 'user')}. The difference report has
          all.
        </p>
      )}
    </>
  );
}

function Head({ children }: { children: string }) {
  return (
    <th scope="col" className="px-3 py-1.5 font-medium">
      {children}
    </th>
  );
}

function Cell({ name, className, children }: { name: string; className?: string; children: ReactNode }) {
  return (
    <td className="px-3 py-1.5 max-sm:flex max-sm:items-baseline max-sm:gap-3 max-sm:py-0.5">
      <span aria-hidden className="w-26 shrink-0 text-ink-3 text-xs sm:hidden">
        {name}
      </span>
      <div className={cx('min-w-0', className)}>{children}</div>
    </td>
  );
}

function readText(now: AccountNow): string {
  const at = nowAt(now);
  return at === null ? '–' : `${nowSource(now)}, ${formatDateTime(at)}`;
}

function userFacets({ users, goal, compared }: ComparisonAnswer): Facet[] {
  return users.map(({ kind, count, first }) => ({
    kind,
    count,
    label: differenceLabel(kind, goal),
    meaning: differenceMeaning(kind, goal, compared.from),
    rows: first.map((row) => ({ ...row, reported: outcomeLabels[row.outcome] })),
  }));
}

function otherFacets({ others }: ComparisonAnswer): Facet[] {
  if (others.state === 'not-compared') return [];
  return others.changed.map(({ kind, count, first }) => ({
    kind,
    count,
    label: otherLabels[kind],
    meaning: otherMeanings[kind],
    rows: first.map((row) => ({
      ...row,
      reported: '',
      access: '',
      before: row.before === null ? '' : nowText(row.before),
    })),
  }));
}
