'use client';
import { formatBytes } from '#components/shared/format.ts';
import { Button } from '#components/ui/button.tsx';
import { Progress } from '#components/ui/progress.tsx';
import type { UploadState } from '#components/upload/use-upload.ts';

/** The progress of an upload, as text and as a bar. */
export function UploadProgress({
  state,
  cancel,
}: {
  state: Extract<UploadState, { at: 'fetching' | 'report' | 'sending' | 'done' }>;
  cancel: () => void;
}) {
  const { title, detail, value } = labelsOf(state);
  return (
    <div className="flex flex-col items-center gap-4 rounded-xl border bg-ground px-4 py-12 text-center sm:py-14">
      <div role="status">
        <p className="text-base font-medium wrap-anywhere">{title}</p>
        <p className="text-ink-2">{detail}</p>
      </div>
      <div className="w-full max-w-sm">
        <Progress label={title} value={value} />
      </div>
      {state.at === 'sending' && (
        <Button size="sm" onClick={cancel}>
          Cancel
        </Button>
      )}
    </div>
  );
}

function labelsOf(state: Extract<UploadState, { at: 'fetching' | 'report' | 'sending' | 'done' }>): {
  title: string;
  detail: string;
  value: number | null;
} {
  switch (state.at) {
    case 'fetching':
      return {
        title: `Getting ${state.name}`,
        detail: 'The demo organisation is writing its export.',
        value: null,
      };
    case 'report':
      return {
        title: `Reading ${state.name}`,
        detail: 'This is a report of Lockstep, not an export. Its run opens, for a restore.',
        value: null,
      };
    case 'sending': {
      const { name, size, sent } = state;
      if (sent >= size) {
        return {
          title: `Reading ${name}`,
          detail: `Checking every row of ${formatBytes(size)}.`,
          value: null,
        };
      }
      return {
        title: `Sending ${name}`,
        detail: `of ${formatBytes(size)}`,
        value: size === 0 ? null : sent / size,
      };
    }
    case 'done':
      return { title: `Read ${state.roster.name}`, detail: 'Opening the review.', value: 1 };
  }
}
