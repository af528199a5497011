import { useState } from 'react';
import type { Facet } from '#components/review/view/facets.ts';
import { formatCount } from '#components/shared/format.ts';
import { useKeptFocus } from '#components/shared/use-kept-focus.ts';
import { cx } from '#components/ui/class-names.ts';
import { fieldClass } from '#components/ui/text-field.tsx';

interface Props {
  facet: Facet;
  counts: Uint32Array;
  totals: Uint32Array;
  chosen: readonly string[];
  onToggle: (value: string) => void;
}

/** Number of values shown before the admin asks for all. */
const few = 8;
/** Maximum number of values shown. To find one of thousands of groups, the admin uses the search. */
const most = 100;

/** One facet: its values, each with the number of users that it would show. Several can be chosen. */
export function FacetGroup({ facet, counts, totals, chosen, onToggle }: Props) {
  const [all, setAll] = useState(false);
  const [find, setFind] = useState('');
  // The button that shows all disappears when it is pressed.
  const place = useKeptFocus<HTMLFieldSetElement>(all);
  // A value that no user has any more stays, with 0, so that nothing below it moves.
  const [everShown] = useState(() => new Set<string>());
  const present = facet.values
    .map((value, code) => ({ ...value, count: counts[code] ?? 0, on: chosen.includes(value.value) }))
    .filter(({ value, on, count }, code) => {
      if (on || count > 0 || (totals[code] ?? 0) > 0) everShown.add(value);
      return everShown.has(value);
    });
  if (present.length < 2 && !present.some(({ on }) => on)) return null;
  const wanted = find.trim().toLowerCase();
  const found = present.filter(({ label, on }) => on || label.toLowerCase().includes(wanted));
  const shown = all
    ? found.filter(({ on }, at) => at < most || on)
    : present.filter(({ on }, at) => at < few || on);
  return (
    <fieldset ref={place} className="min-w-0">
      <legend className="px-2 pb-1 font-medium text-ink-3 text-xs">{facet.title}</legend>
      {all && present.length > few && (
        <input
          type="search"
          value={find}
          onChange={(event) => setFind(event.target.value)}
          aria-label={`Find in ${facet.title}`}
          placeholder="Find…"
          className={cx(fieldClass(false), 'mx-2 mb-1 max-w-[calc(100%-1rem)]')}
        />
      )}
      <ul>
        {shown.map(({ value, label, count, on }) => (
          <li key={value}>
            <button
              type="button"
              aria-pressed={on}
              onClick={() => onToggle(value)}
              className={cx(
                'flex min-h-[25px] w-full items-baseline justify-between gap-3 rounded-md px-2 py-0.5 text-left',
                on ? 'bg-accent-soft font-medium text-accent' : 'text-ink-2 hover:bg-sunken hover:text-ink',
                count === 0 && !on && 'text-ink-3',
              )}
            >
              <span className="min-w-0 [overflow-wrap:anywhere]">{label}</span>
              <span className="tabular-nums">{formatCount(count)}</span>
            </button>
          </li>
        ))}
      </ul>
      {all && found.length > shown.length && (
        <p className="px-2 py-1 text-ink-3 text-xs">
          {formatCount(found.length - shown.length)} more. Search for them by name.
        </p>
      )}
      {!all && present.length > shown.length && (
        <button
          type="button"
          onClick={() => setAll(true)}
          className="px-2 py-1 text-accent text-xs hover:underline"
        >
          Show all {formatCount(present.length)}
        </button>
      )}
    </fieldset>
  );
}
