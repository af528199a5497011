import { type ReactNode, useState } from 'react';
import { CardColumns } from '#components/review/columns/card-columns.tsx';
import { ColumnsMenu } from '#components/review/columns/columns-menu.tsx';
import type { ColumnLayout } from '#components/review/columns/use-column-layout.ts';
import type { RosterSize } from '#components/review/file/size-label.ts';
import { FacetChips } from '#components/review/filters/facet-chips.tsx';
import { FacetList } from '#components/review/filters/facet-list.tsx';
import { SearchBox } from '#components/review/filters/search-box.tsx';
import { type TickChoice, TicksMenu } from '#components/review/ticks/ticks-menu.tsx';
import { listedText } from '#components/review/view/listed-text.ts';
import { chosenFacets, withoutFilters } from '#components/review/view/review-query.ts';
import type { ReviewView } from '#components/review/view/use-review-view.ts';
import { formatQuantity } from '#components/shared/format.ts';
import { Button } from '#components/ui/button.tsx';
import { cx } from '#components/ui/class-names.ts';
import { Dialog } from '#components/ui/dialog.tsx';
import { ListFilter } from '#components/ui/icons/lucide.tsx';

interface Props {
  view: ReviewView;
  /** Lists exactly the users who match now. */
  onRelist: () => void;
  layout: ColumnLayout;
  size: RosterSize;
  /** Ticks or unticks all listed users; null if none of them can be ticked. */
  all: { label: string; onTick: () => void } | null;
  /** Ticks the listed users and unticks all others; null if the whole roster is listed. */
  only: { label: string; onTick: () => void } | null;
  choices: readonly TickChoice[];
  undo: (() => void) | null;
  protect: ReactNode;
  save: ReactNode;
}

/** Search, filters, ticks and columns, and how many users the list shows. */
export function Toolbar({ view, onRelist, layout, size, all, only, choices, undo, protect, save }: Props) {
  const { query, change, narrowed } = view;
  return (
    <div className="border-b px-3 py-2 sm:px-4">
      <div className="flex flex-wrap items-center gap-1.5 max-sm:[&_button]:px-2 sm:gap-2">
        <SearchBox
          search={query.search}
          onSearch={(search) => change({ ...query, search })}
          hasOwn={view.columns.some(({ role, kind }) => kind === 'cell' && role === 'other')}
        />
        <p
          role="status"
          className={cx(
            'px-1 text-ink-2 text-xs',
            narrowed ? 'max-sm:order-last max-sm:w-full' : 'max-sm:sr-only',
          )}
        >
          {listedText(view.rows.length, size, view.narrowed)}
        </p>
        <FiltersButton view={view} layout={layout} size={size} />
        <TicksMenu choices={choices} undo={undo} />
        {protect}
        {save}
        <div className="max-sm:hidden">
          <ColumnsMenu layout={layout} columns={view.columns} />
        </div>
      </div>
      {narrowed && (
        <div className="mt-1.5 flex min-h-7 flex-wrap items-center gap-x-3 gap-y-1 text-xs">
          <FacetChips view={view} />
          {only && <LinkButton onClick={only.onTick}>{only.label}</LinkButton>}
          {all && <LinkButton onClick={all.onTick}>{all.label}</LinkButton>}
          <LinkButton onClick={() => change(withoutFilters(query))}>Clear filters</LinkButton>
          {view.outdated > 0 && (
            <LinkButton onClick={onRelist}>
              List again: {formatQuantity(view.outdated, 'user')} changed
            </LinkButton>
          )}
        </div>
      )}
    </div>
  );
}

/**
 * The facets in a dialog, for windows without room beside the list; with what the cards show, where users are cards.
 */
function FiltersButton({ view, layout, size }: Pick<Props, 'view' | 'layout' | 'size'>) {
  const [open, setOpen] = useState(false);
  const inForce = chosenFacets(view.query).length + (view.query.inactive === null ? 0 : 1);
  return (
    <>
      <Button className="lg:hidden" onClick={() => setOpen(true)}>
        <ListFilter size={14} />
        <span className="max-sm:sr-only">Filters</span>
        {inForce > 0 && ` (${inForce})`}
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title="Filters"
        width="sm"
        footer={
          <>
            {/* A screen reader hears nothing of the page behind a dialog. */}
            <p role="status" className="sr-only">
              {listedText(view.rows.length, size, view.narrowed)}
            </p>
            <Button variant="primary" onClick={() => setOpen(false)}>
              Show {formatQuantity(view.rows.length, 'user')}
            </Button>
          </>
        }
      >
        <FacetList view={view} />
        <CardColumns layout={layout} columns={view.columns} />
      </Dialog>
    </>
  );
}

function LinkButton({ onClick, children }: { onClick: () => void; children: React.ReactNode }) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="min-h-6 rounded-sm font-medium text-accent hover:underline"
    >
      {children}
    </button>
  );
}
