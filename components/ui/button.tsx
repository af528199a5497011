import { type ComponentProps, useContext } from 'react';
import { ButtonsOff } from '#components/ui/buttons-off.ts';
import { cx } from '#components/ui/class-names.ts';
import { Spinner } from '#components/ui/spinner.tsx';

export type ButtonVariant = 'default' | 'primary' | 'danger' | 'quiet';
type ButtonSize = 'sm' | 'md';

const variants: Record<ButtonVariant, string> = {
  default: 'border-line bg-panel text-ink enabled-hover:bg-sunken',
  primary: 'border-ink bg-ink text-on-ink enabled-hover:bg-ink-hover enabled-hover:border-ink-hover',
  danger: 'border-red bg-red text-on-red enabled-hover:bg-red-hover enabled-hover:border-red-hover',
  quiet: 'border-transparent text-ink-2 enabled-hover:bg-sunken enabled-hover:text-ink',
};

const sizes: Record<ButtonSize, string> = {
  sm: 'min-h-7 rounded-md px-2 py-0.5',
  md: 'min-h-7.5 rounded-lg px-3 py-1',
};

/** The look of a button, for links and for Base UI triggers. */
export function buttonClass({
  variant = 'default',
  size = 'md',
}: {
  variant?: ButtonVariant;
  size?: ButtonSize;
} = {}): string {
  return cx(
    'inline-flex items-center justify-center gap-1.5 border text-sm font-medium select-none',
    // Colours fade under the pointer only: a change of theme must not make words unreadable for a moment.
    'hover:transition-colors hover:duration-100 [&_svg]:shrink-0',
    'disabled:opacity-50 aria-disabled:opacity-50 disabled:cursor-not-allowed aria-disabled:cursor-not-allowed',
    variants[variant],
    sizes[size],
  );
}

/**
 * A button with `busy` sends a request. While it is busy it shows a spinner, in the place of its icon if it has one,
 * and ignores presses, but keeps the focus. While no request can be sent, it is off in the same way and says why.
 */
export function Button({
  variant = 'default',
  size = 'md',
  busy,
  type = 'button',
  className,
  onClick,
  children,
  ...rest
}: ComponentProps<'button'> & { variant?: ButtonVariant; size?: ButtonSize; busy?: boolean }) {
  const reason = useContext(ButtonsOff);
  const off = busy === undefined ? null : reason;
  const ignores = busy === true || off !== null;
  return (
    <button
      {...rest}
      {...(off && { title: off.text, 'aria-describedby': cx(rest['aria-describedby'], off.id) })}
      type={type}
      aria-disabled={ignores || rest['aria-disabled']}
      onClick={ignores ? (event) => event.preventDefault() : onClick}
      className={cx(buttonClass({ variant, size }), busy && '[&>svg]:hidden', className)}
    >
      {busy && <Spinner />}
      {children}
    </button>
  );
}
