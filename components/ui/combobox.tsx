'use client';
import { useId, useState } from 'react';
import type { ComboboxChoice } from '#components/ui/later/combobox-list.tsx';
import { later } from '#components/ui/later/later.ts';
import { NotLoaded } from '#components/ui/later/later-part.tsx';
import { fieldClass } from '#components/ui/text-field.tsx';

const useList = later(() => import('#components/ui/later/combobox-list.tsx'));

/** Chooses one of many items, found by typing. Until its list is loaded, it is a plain field. */
export function Combobox<T>({
  label,
  hint,
  placeholder,
  ...choice
}: ComboboxChoice<T> & { label: string; hint?: string; placeholder?: string }) {
  const id = useId();
  const { value, itemLabel } = choice;
  const [text, setText] = useState(value === null ? '' : itemLabel(value));
  const [focused, setFocused] = useState(false);
  const list = useList(focused);
  const field = {
    id,
    placeholder,
    'aria-describedby': hint ? `${id}-hint` : undefined,
    className: fieldClass(false),
  };
  return (
    <div className="relative flex flex-col gap-1">
      <label htmlFor={id} className="text-sm text-ink-2">
        {label}
      </label>
      {list.at === 'loaded' ? (
        <list.module.ComboboxList<T> {...choice} {...{ text, setText, field }} takesFocus={focused} />
      ) : (
        <input
          {...field}
          role="combobox"
          aria-expanded={false}
          aria-autocomplete="list"
          autoComplete="off"
          value={text}
          onChange={(event) => setText(event.target.value)}
          onFocus={() => setFocused(true)}
          onBlur={() => setFocused(false)}
        />
      )}
      {hint && (
        <p id={`${id}-hint`} className="text-xs text-ink-3">
          {hint}
        </p>
      )}
      {list.at === 'failed' && <NotLoaded again={list.again} />}
    </div>
  );
}
