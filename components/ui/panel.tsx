import type { ReactNode, Ref } from 'react';
import { cx } from '#components/ui/class-names.ts';

/** A panel with its heading. `aside` stands at the right of the heading. */
export function Panel({
  title,
  level = 2,
  id,
  lead,
  aside,
  className,
  children,
  ref,
}: {
  title: ReactNode;
  level?: 2 | 3;
  /** The fragment for links to this panel. */
  id?: string;
  lead?: ReactNode;
  aside?: ReactNode;
  className?: string;
  children?: ReactNode;
  ref?: Ref<HTMLElement>;
}) {
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <section ref={ref} id={id} className={cx('scroll-mt-4 rounded-xl border bg-panel p-4 sm:p-5', className)}>
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <Heading className="text-base font-semibold">{title}</Heading>
          {lead && <div className="mt-0.5 max-w-2xl text-pretty text-ink-2">{lead}</div>}
        </div>
        {aside}
      </div>
      {children && <div className="mt-4">{children}</div>}
    </section>
  );
}
