import { type ComponentProps, type ReactNode, useId } from 'react';
import { cx } from '#components/ui/class-names.ts';

/** The look of a field. `wrong` gives it a red edge. */
export function fieldClass(wrong: boolean): string {
  return cx(
    'min-h-8 w-full min-w-0 rounded-lg border bg-panel px-2.5 py-1 text-sm text-ink',
    'focus-visible:outline-offset-0 disabled:opacity-50 read-only:bg-sunken',
    wrong ? 'border-red' : 'border-control',
  );
}

/** A text field with its label. The hint stays visible beside an error. */
export function TextField({
  label,
  labelHidden = false,
  hint,
  error,
  trailing,
  className,
  ...input
}: ComponentProps<'input'> & {
  label: ReactNode;
  labelHidden?: boolean;
  hint?: ReactNode;
  error?: ReactNode;
  /** Content at the right end of the field, such as a button that shows the typed text. */
  trailing?: ReactNode;
}) {
  const made = useId();
  const id = input.id ?? made;
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className={cx('flex min-w-0 flex-col gap-1', className)}>
      <label htmlFor={id} className={labelHidden ? 'sr-only' : 'text-sm text-ink-2'}>
        {label}
      </label>
      <div className="relative flex">
        <input
          type="text"
          {...input}
          id={id}
          aria-invalid={error ? true : undefined}
          aria-describedby={described || undefined}
          className={cx(fieldClass(Boolean(error)), trailing ? 'pr-10' : '')}
        />
        {trailing && <div className="absolute inset-y-0 right-1 flex items-center">{trailing}</div>}
      </div>
      {error && (
        <p id={`${id}-error`} className="text-xs text-red">
          {error}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className="text-xs text-ink-3">
          {hint}
        </p>
      )}
    </div>
  );
}
