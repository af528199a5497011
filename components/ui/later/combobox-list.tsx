'use client';
import { Combobox as Base } from '@base-ui/react/combobox';
import { type ComponentProps, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Check } from '#components/ui/icons/lucide.tsx';
import { surface, surfaceItem } from '#components/ui/surface.ts';

/** One entry of a `Combobox`. */
export interface ComboboxChoice<T> {
  value: T | null;
  onValueChange: (value: T | null) => void;
  /** Gives the few items to show for a text, also for the empty one, so that the many are never rendered. */
  search: (text: string) => readonly T[];
  itemKey: (item: T) => string;
  itemLabel: (item: T) => string;
  itemDetail?: (item: T) => string;
  empty?: string;
}

/**
 * The field of a `Combobox` with its list, in place of the plain field `field`. With `takesFocus`, it takes the focus
 * and opens its list, since that field had the focus. Its code is loaded when the plain field is first used.
 */
export function ComboboxList<T>({
  value,
  onValueChange,
  search,
  itemKey,
  itemLabel,
  itemDetail,
  empty = 'Nobody matches.',
  text,
  setText,
  field,
  takesFocus,
}: ComboboxChoice<T> & {
  text: string;
  setText: (text: string) => void;
  field: ComponentProps<'input'>;
  takesFocus: boolean;
}) {
  const [open, setOpen] = useState(takesFocus);
  const input = useRef<HTMLInputElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it takes the place of the other field once
  useLayoutEffect(() => {
    if (takesFocus) input.current?.focus();
  }, []);
  // The library highlights the first match only for text typed into its own field, and this text was typed before.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it takes the place of the other field once
  useEffect(() => {
    if (!takesFocus || text.trim() === '' || value !== null) return;
    input.current?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }));
  }, []);
  const shown = search(value !== null && text === itemLabel(value) ? '' : text);
  return (
    <Base.Root<T>
      items={[...shown]}
      filteredItems={[...shown]}
      value={value}
      onValueChange={(next) => onValueChange(next)}
      inputValue={text}
      onInputValueChange={(next) => setText(next)}
      itemToStringLabel={itemLabel}
      isItemEqualToValue={(one, other) => itemKey(one) === itemKey(other)}
      inline
      open={open}
      onOpenChange={(next) => setOpen(next)}
      autoHighlight
    >
      <Base.Input {...field} ref={input} aria-expanded={open} onBlur={() => setOpen(false)} />
      {/* The library's popup is not used: it hides the rest of the page from screen readers and is outside `main`. */}
      {open && <Options itemKey={itemKey} itemLabel={itemLabel} itemDetail={itemDetail} empty={empty} />}
    </Base.Root>
  );
}

function Options<T>({
  itemKey,
  itemLabel,
  itemDetail,
  empty,
}: {
  itemKey: (item: T) => string;
  itemLabel: (item: T) => string;
  itemDetail: ((item: T) => string) | undefined;
  empty: string;
}) {
  return (
    <div className={`${surface} absolute inset-x-0 top-full z-10 mt-1`}>
      <Base.Empty className="px-3 text-sm text-ink-2 not-empty:py-2">{empty}</Base.Empty>
      <Base.List className="max-h-72 overflow-y-auto overscroll-contain data-empty:p-0 not-data-empty:py-1">
        {(item: T) => (
          <Base.Item key={itemKey(item)} value={item} className={surfaceItem}>
            <span className="min-w-0 flex-1">
              <span className="block truncate">{itemLabel(item)}</span>
              {itemDetail && <span className="block truncate text-xs text-ink-3">{itemDetail(item)}</span>}
            </span>
            <Base.ItemIndicator>
              <Check size={14} />
            </Base.ItemIndicator>
          </Base.Item>
        )}
      </Base.List>
    </div>
  );
}
