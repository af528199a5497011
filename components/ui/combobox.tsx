'use client';
import { Combobox as Base } from '@base-ui/react/combobox';
import { Check } from 'lucide-react';
import { useId, useState } from 'react';
import { surface, surfaceItem } from '#components/ui/surface.ts';
import { fieldClass } from '#components/ui/text-field.tsx';

/**
 * Chooses one of many items, found by typing. `search` gives the few items to show for a text, also for the empty one,
 * so that the many are never rendered.
 */
export function Combobox<T>({
  label,
  hint,
  value,
  onValueChange,
  search,
  itemKey,
  itemLabel,
  itemDetail,
  placeholder,
  empty = 'Nobody matches.',
}: {
  label: string;
  hint?: string;
  value: T | null;
  onValueChange: (value: T | null) => void;
  search: (text: string) => readonly T[];
  itemKey: (item: T) => string;
  itemLabel: (item: T) => string;
  itemDetail?: (item: T) => string;
  placeholder?: string;
  empty?: string;
}) {
  const id = useId();
  const [text, setText] = useState(value === null ? '' : itemLabel(value));
  const [open, setOpen] = useState(false);
  const shown = search(value !== null && text === itemLabel(value) ? '' : text);
  return (
    <div className="relative flex flex-col gap-1">
      <label htmlFor={id} className="text-sm text-ink-2">
        {label}
      </label>
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
        <Base.Input
          id={id}
          placeholder={placeholder}
          aria-expanded={open}
          onBlur={() => setOpen(false)}
          aria-describedby={hint ? `${id}-hint` : undefined}
          className={fieldClass(false)}
        />
        {hint && (
          <p id={`${id}-hint`} className="text-xs text-ink-3">
            {hint}
          </p>
        )}
        {/* The library's popup is not used: it hides the rest of the page from screen readers and is outside `main`. */}
        {open && <Options itemKey={itemKey} itemLabel={itemLabel} itemDetail={itemDetail} empty={empty} />}
      </Base.Root>
    </div>
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
              <Check aria-hidden size={14} />
            </Base.ItemIndicator>
          </Base.Item>
        )}
      </Base.List>
    </div>
  );
}
