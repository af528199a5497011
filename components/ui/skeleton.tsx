import { cx } from '#components/ui/class-names.ts';

/** The place of something that is being loaded; give it its size. Say once, elsewhere, that it is loading. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span
      aria-hidden
      className={cx(
        'block animate-pulse rounded-md bg-sunken motion-reduce:animate-none forced-colors:border',
        className,
      )}
    />
  );
}
