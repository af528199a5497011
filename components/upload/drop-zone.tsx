'use client';
import { exportFiles } from '#components/shared/files/upload-file.ts';
import { buttonClass } from '#components/ui/button.tsx';
import { cx } from '#components/ui/class-names.ts';
import { FileUp } from '#components/ui/icons/lucide.tsx';

/** The area that opens the file chooser when it is pressed. A file can be dropped anywhere on the page. */
export function DropZone({
  isDragging,
  disabled,
  take,
}: {
  isDragging: boolean;
  disabled: boolean;
  take: (files: readonly File[]) => void;
}) {
  return (
    <label
      className={cx(
        'relative flex flex-col items-center gap-3 rounded-xl border-2 border-dashed px-4 py-10 text-center sm:py-12',
        'has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent',
        isDragging ? 'border-accent bg-accent-soft' : 'border-line bg-ground hover:border-control',
        disabled ? 'cursor-not-allowed opacity-60' : 'cursor-pointer',
      )}
    >
      <FileUp size={26} strokeWidth={1.5} className={isDragging ? 'text-accent' : 'text-ink-3'} />
      <span className="text-base font-medium">{isDragging ? 'Drop it here' : 'Drop an export here'}</span>
      <span className={cx(buttonClass({ variant: 'primary' }), 'pointer-events-none')}>Choose a file</span>
      <span id="upload-hint" className="max-w-md text-xs text-pretty text-ink-3">
        Or paste the file or its text anywhere on this page. The limit is 200 MB, for an Excel workbook
        (.xlsx) 50 MB. The file goes to Lockstep on this computer and nowhere else.
      </span>
      <input
        type="file"
        aria-label="Choose a file: an export, as CSV or Excel workbook"
        aria-describedby="upload-hint"
        accept={exportFiles}
        disabled={disabled}
        className="sr-only"
        onChange={(event) => {
          take([...(event.target.files ?? [])]);
          // Reset, so that the same file can be chosen again after a correction.
          event.target.value = '';
        }}
      />
    </label>
  );
}
