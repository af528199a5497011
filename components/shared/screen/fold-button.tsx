import type { ReactNode } from 'react';
import { cx } from '#components/ui/class-names.ts';
import { ChevronDown } from '#components/ui/icons/lucide.tsx';

/** Class for a part that is folded away in a narrow window. A wide one shows it always. */
export const foldedClass = (open: boolean): string => (open ? '' : 'max-sm:hidden');

/** Shows and hides, in a narrow window only, what has `foldedClass`. */
export function FoldButton({
  open,
  onToggle,
  children,
}: {
  open: boolean;
  onToggle: () => void;
  children: ReactNode;
}) {
  return (
    <button
      type="button"
      aria-expanded={open}
      onClick={onToggle}
      className="flex min-h-7 min-w-7 shrink-0 items-center justify-center gap-1 rounded-md px-1 text-ink-2 text-xs hover:text-ink sm:hidden"
    >
      {children}
      <ChevronDown size={14} className={cx(open && 'rotate-180')} />
    </button>
  );
}
