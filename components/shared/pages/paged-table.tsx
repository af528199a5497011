'use client';
import { type ReactNode, useRef, useState } from 'react';
import { type PageOfRows, pageOf, pageRows } from '#components/shared/pages/page-of.ts';
import { Pager } from '#components/shared/pages/pager.tsx';
import { cx } from '#components/ui/class-names.ts';

/**
 * The shown page of a list, and a function that shows another one. The first page shown is the one with row `begin`.
 * `of` identifies what is listed: when it changes, the first page of the new list is shown.
 */
export function usePage(
  count: number,
  of: unknown,
  begin = 0,
): { at: PageOfRows; show: (page: number) => void } {
  const [wanted, setWanted] = useState(() => ({ of, page: Math.floor(begin / pageRows) }));
  const at = pageOf(count, Object.is(wanted.of, of) ? wanted.page : 0);
  return { at, show: (page) => setWanted({ of, page }) };
}

interface Props {
  /** The name of the table. */
  label: string;
  count: number;
  page: ReturnType<typeof usePage>;
  /**
   * `thead` and `tbody` of a table without roles, so that a screen reader reads it with its own commands for tables.
   */
  children: ReactNode;
}

/**
 * A plain table with one page of a list. All rows of the page are in the document, so that the browser's own search
 * finds them. After a press in the pager below the table, the focus goes to the beginning of the new page.
 */
export function PagedTable({ label, count, page: { at, show }, children }: Props) {
  const table = useRef<HTMLTableElement>(null);
  return (
    <div className="min-w-0 border-t">
      <Pager label={`Pages of ${label}`} count={count} at={at} onPage={show} choice />
      <p role="status" className="sr-only">
        {at.pages > 1 && `Page ${at.page + 1} of ${at.pages}`}
      </p>
      {/* Labels for screen readers are positioned: without `relative` here, they would make the whole page scroll. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls a region sideways */}
      <section aria-label={label} tabIndex={0} className="relative overflow-x-auto">
        <table
          ref={table}
          tabIndex={-1}
          className={cx(
            'w-full border-collapse border-y text-left align-top focus-visible:outline-none',
            '[&_td]:px-2.5 [&_td]:py-1.5 [&_th]:px-2.5 [&_th]:py-1.5',
            // Texts that the virtual list cuts off wrap in this table.
            '[&_.truncate]:overflow-visible [&_.truncate]:whitespace-normal [&_.truncate]:wrap-anywhere',
          )}
        >
          <caption className="sr-only">
            {label}, page {at.page + 1} of {at.pages}
          </caption>
          {children}
        </table>
      </section>
      {at.pages > 1 && (
        <Pager
          label={`Pages of ${label}, below the table`}
          count={count}
          at={at}
          choice={false}
          onPage={(next) => {
            show(next);
            table.current?.focus();
            table.current?.scrollIntoView({ block: 'start' });
          }}
        />
      )}
    </div>
  );
}
