import type { ReactNode } from 'react';
import type { Tone } from '#components/ui/badge.tsx';
import { cx } from '#components/ui/class-names.ts';
import { CircleAlert, CircleCheck, Info, TriangleAlert } from '#components/ui/icons/lucide.tsx';

const looks: Record<Tone, { colours: string; Icon: typeof Info }> = {
  neutral: { colours: 'bg-sunken text-ink-2', Icon: Info },
  accent: { colours: 'bg-accent-soft text-accent', Icon: Info },
  amber: { colours: 'bg-amber-soft text-amber', Icon: TriangleAlert },
  red: { colours: 'bg-red-soft text-red', Icon: CircleAlert },
  green: { colours: 'bg-green-soft text-green', Icon: CircleCheck },
  violet: { colours: 'bg-violet-soft text-violet', Icon: CircleAlert },
};

/**
 * Something the admin should know. The title is the message, the children are the hint. With `live`, a screen reader
 * reads it out when it appears.
 */
export function Notice({
  tone = 'neutral',
  title,
  children,
  actions,
  live = false,
  className,
}: {
  tone?: Tone;
  title: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  live?: boolean;
  className?: string;
}) {
  const { colours, Icon } = looks[tone];
  return (
    <div
      {...(live ? { role: tone === 'red' ? 'alert' : 'status' } : {})}
      className={cx(
        'flex gap-2.5 rounded-lg border border-transparent px-3 py-2 text-sm',
        colours,
        className,
      )}
    >
      <Icon size={15} className="mt-0.5 shrink-0" />
      <div className="min-w-0 flex-1">
        <p className="font-medium">{title}</p>
        {children && (
          <div data-hint className="text-ink-2">
            {children}
          </div>
        )}
        {actions && (
          <div data-actions className="mt-2 flex flex-wrap gap-2">
            {actions}
          </div>
        )}
      </div>
    </div>
  );
}
