'use client';
import { laterPart } from '#components/ui/later/later-part.tsx';
import type { ProgressProps } from '#components/ui/later/progress-bar.tsx';

/** A progress bar. */
export const Progress = laterPart<ProgressProps>(
  async () => (await import('#components/ui/later/progress-bar.tsx')).ProgressBar,
  () => <div className="h-1.5" />,
);
