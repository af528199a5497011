import type { ReactNode } from 'react';
import { cx } from '#components/ui/class-names.ts';

/** Shown where there is nothing yet: what would be here, and how to get it. */
export function EmptyState({
  icon,
  title,
  children,
  actions,
  className,
}: {
  icon?: ReactNode;
  title: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  className?: string;
}) {
  return (
    <div className={cx('flex flex-col items-center px-4 py-12 text-center', className)}>
      {icon && <div className="mb-3 rounded-xl border bg-panel p-2.5 text-ink-3">{icon}</div>}
      <p className="text-base font-medium">{title}</p>
      {children && <div className="mt-1 max-w-md text-ink-2">{children}</div>}
      {actions && <div className="mt-4 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  );
}
