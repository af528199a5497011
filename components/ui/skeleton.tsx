import { cx } from '#components/ui/class-names.ts';

/** Placeholder of something that is being loaded. Give it its size. Another element says that it is loading. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span
      aria-hidden
      data-skeleton
      className={cx(
        'block animate-pulse rounded-md bg-sunken motion-reduce:animate-none forced-colors:border',
        className,
      )}
    />
  );
}
