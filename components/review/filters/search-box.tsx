import { useRef } from 'react';
import { isKeyTaken, useKeys } from '#components/shared/keyboard/keys.ts';
import { cx } from '#components/ui/class-names.ts';
import { Search } from '#components/ui/icons/lucide.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { fieldClass } from '#components/ui/text-field.tsx';

interface Props {
  search: string;
  onSearch: (search: string) => void;
  /** Whether the file has columns of the admin's own, which are searched too. */
  hasOwn: boolean;
}

/** Searches while the admin types. The key / moves the focus here from anywhere on the page. */
export function SearchBox({ search, onSearch, hasOwn }: Props) {
  const input = useRef<HTMLInputElement>(null);
  useKeys((event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isKeyTaken(event.target))
      return;
    event.preventDefault();
    input.current?.focus();
    input.current?.select();
  });

  return (
    <label className="relative flex min-w-24 flex-1 sm:min-w-44 items-center">
      <span className="sr-only">
        Search by name, e-mail or account ID{hasOwn && ', and in your own columns'}
      </span>
      <Search size={14} className="pointer-events-none absolute left-2.5 text-ink-3" />
      <input
        ref={input}
        type="search"
        value={search}
        placeholder={hasOwn ? 'Name, e-mail, account ID or your own column' : 'Name, e-mail or account ID'}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onSearch(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onSearch('');
        }}
        className={cx(fieldClass(false), 'pl-8')}
      />
      {search === '' && (
        <span aria-hidden className="pointer-events-none absolute right-2 max-sm:hidden">
          <Kbd>/</Kbd>
        </span>
      )}
    </label>
  );
}
