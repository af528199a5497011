'use client';
import { Button } from '#components/ui/button.tsx';
import { Download } from '#components/ui/icons/lucide.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { loadSample, type Sample, samples } from '#components/upload/load-sample.ts';
import type { Upload } from '#components/upload/use-upload.ts';

/** The exports of the demo organisation, to use at a press or to download. */
export function SampleExports({ upload, disabled }: { upload: Upload; disabled: boolean }) {
  return (
    <Panel title="Sample exports" lead="A fresh export from the demo organisation. Its people are made up.">
      <ul className="flex flex-wrap gap-x-8 gap-y-2">
        {samples.map((sample) => (
          <li key={sample.path} className="flex flex-wrap items-center gap-2">
            <Button
              aria-disabled={disabled}
              onClick={() => {
                if (!disabled) upload.sendLoaded(sample.fileName, () => loadSample(sample));
              }}
            >
              {sample.use}
            </Button>
            <DownloadLink sample={sample} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function DownloadLink({ sample }: { sample: Sample }) {
  return (
    <a
      href={sample.path}
      download={sample.fileName}
      className="inline-flex min-h-6 items-center gap-1 rounded-sm text-ink-2 hover:text-ink hover:underline"
    >
      <Download size={13} />
      Download
      <span className="sr-only"> the {sample.what}</span>
    </a>
  );
}
