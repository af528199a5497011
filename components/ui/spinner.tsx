import { cx } from '#components/ui/class-names.ts';
import { LoaderCircle } from '#components/ui/icons/lucide.tsx';

/**
 * Shows that something is under way. With a `label`, it says so to screen readers. Without, the text beside it must say
 * so.
 */
export function Spinner({ label, className }: { label?: string; className?: string }) {
  return (
    <span className={cx('inline-flex', className)} {...(label ? { role: 'status' } : {})}>
      <LoaderCircle size={14} className="animate-spin motion-reduce:animate-none" />
      {label && <span className="sr-only">{label}</span>}
    </span>
  );
}
