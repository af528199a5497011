'use client';
import type { ReactNode } from 'react';
import { useRuns } from '#components/shared/use-runs.ts';
import { cx } from '#components/ui/class-names.ts';

/** Content below the notices about runs. It is shown once the runs are known, so that no notice moves it. */
export function BelowRunNotices({ children }: { children: ReactNode }) {
  const { isKnown } = useRuns();
  return <div className={cx('flex flex-col gap-4', !isKnown && 'invisible')}>{children}</div>;
}
