import Link from 'next/link';
import { Fragment, type ReactNode } from 'react';
import { cx } from '#components/ui/class-names.ts';
import { Check } from '#components/ui/icons/lucide.tsx';

const steps = [
  { id: 'connect', name: 'Connect' },
  { id: 'upload', name: 'Upload' },
  { id: 'review', name: 'Review' },
  { id: 'confirm', name: 'Confirm' },
] as const;

export type Step = (typeof steps)[number]['id'];

/**
 * The steps from connecting to confirming, with `current` marked. The children stand at the right, such as the name of
 * the file.
 */
export function Steps({ current, children }: { current: Step; children?: ReactNode }) {
  const at = steps.findIndex((step) => step.id === current);
  return (
    <div className="flex min-h-11 flex-wrap items-center justify-between gap-x-6 gap-y-1 border-b px-4 py-2 sm:px-5">
      <nav aria-label="Steps" className="sm:shrink-0">
        <ol className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
          {steps.map((step, index) => (
            <Fragment key={step.id}>
              {index > 0 && <li aria-hidden className="hidden w-5 border-t sm:block" />}
              <li
                aria-current={index === at ? 'step' : undefined}
                className={cx(
                  'flex items-center gap-1',
                  index === at ? 'font-semibold text-ink' : 'text-ink-3',
                )}
              >
                {index < at && <Check size={13} strokeWidth={2.5} className="text-green" />}
                {/* Finished steps link back. Both are on the first page. */}
                {index < at && index < 2 && at > 1 ? (
                  <Link href="/" className="flex min-h-6 items-center hover:text-ink hover:underline">
                    {step.name}
                  </Link>
                ) : (
                  step.name
                )}
                {index < at && <span className="sr-only"> (done)</span>}
              </li>
            </Fragment>
          ))}
        </ol>
      </nav>
      {children && <div className="min-w-0 text-xs text-ink-2">{children}</div>}
    </div>
  );
}
