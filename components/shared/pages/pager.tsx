import { formatCount } from '#components/shared/format.ts';
import { type PageOfRows, pageRows } from '#components/shared/pages/page-of.ts';
import { Button } from '#components/ui/button.tsx';
import { ChevronLeft, ChevronRight } from '#components/ui/icons/lucide.tsx';

interface Props {
  /** Tells the two pagers of a table apart, such as `Pages, below the table`. */
  label: string;
  /** Number of rows of the whole list. */
  count: number;
  at: PageOfRows;
  onPage: (page: number) => void;
  /**
   * Whether the pager has a list of all pages. Each arrow key in that list shows another page, so the focus must stay
   * in it.
   */
  choice: boolean;
}

/** Says which rows a table shows, and leads to the others. It has no buttons if all rows fit on one page. */
export function Pager({ label, count, at: { page, pages, first, end }, onPage, choice }: Props) {
  return (
    <nav aria-label={label} className="flex flex-wrap items-center gap-2 px-4 py-2 text-ink-2 text-xs">
      <p>
        {formatCount(first + 1)}–{formatCount(end)} of {formatCount(count)}
      </p>
      {pages > 1 && (
        <>
          <Button size="sm" aria-disabled={page === 0} onClick={() => page > 0 && onPage(page - 1)}>
            <ChevronLeft size={13} /> Previous {formatCount(pageRows)}
          </Button>
          <Button
            size="sm"
            aria-disabled={page === pages - 1}
            onClick={() => page < pages - 1 && onPage(page + 1)}
          >
            Next {formatCount(pageRows)} <ChevronRight size={13} />
          </Button>
          {choice ? (
            <label className="flex items-center gap-1.5">
              Page
              <select
                value={page}
                onChange={(event) => onPage(Number(event.target.value))}
                className="min-h-7 rounded-md border border-control bg-panel px-1.5 text-ink"
              >
                {[...Array(pages).keys()].map((each) => (
                  <option key={each} value={each}>
                    {formatCount(each + 1)}
                  </option>
                ))}
              </select>
              of {formatCount(pages)}
            </label>
          ) : (
            <p>
              Page {formatCount(page + 1)} of {formatCount(pages)}
            </p>
          )}
        </>
      )}
    </nav>
  );
}
