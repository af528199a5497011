import { LoaderCircle } from 'lucide-react';
import { cx } from '#components/ui/class-names.ts';

/** Something is under way. With a `label` it says so to screen readers; without, the words beside it do. */
export function Spinner({ label, className }: { label?: string; className?: string }) {
  return (
    <span className={cx('inline-flex', className)} {...(label ? { role: 'status' } : {})}>
      <LoaderCircle aria-hidden size={14} className="animate-spin motion-reduce:animate-none" />
      {label && <span className="sr-only">{label}</span>}
    </span>
  );
}
