/** An upload, from the chosen file to the roster that was read from it. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { useSWRConfig } from 'swr';
import { type ApiFailure, asFailure } from '#components/shared/api.ts';
import { importResults, isReportFile } from '#components/shared/files/send-results.ts';
import { type Export, refusalOf, sendExport } from '#components/shared/files/upload-file.ts';
import { rostersPath } from '#components/shared/use-rosters.ts';
import type { RosterDetail } from '#lib/contract/roster';
import type { RunSummary } from '#lib/contract/runs';
import type { ColumnMapping } from '#lib/domain/roster/roster';
import type { WorkbookChoice } from '#lib/domain/workbook/reading';

export type UploadState =
  | { at: 'idle' }
  /** The demo organisation is making a sample. */
  | { at: 'fetching'; name: string }
  /** `sent` of `size` bytes; once all are sent, the server reads. */
  | { at: 'sending'; name: string; size: number; sent: number }
  /** The file is a report or an evidence pack, whose run is read. */
  | { at: 'report'; name: string }
  | { at: 'failed'; name: string | null; failure: ApiFailure }
  | { at: 'done'; roster: RosterDetail };

export interface Upload {
  state: UploadState;
  /** Sends the one file of a drop, a choice or a paste. */
  sendFiles: (files: readonly File[]) => void;
  /** Fetches a sample export with `load` and sends it. */
  sendLoaded: (name: string, load: () => Promise<Export>) => void;
  /** Sends the last export again, with the columns that the admin has matched. */
  sendMapped: (mapping: ColumnMapping) => void;
  /** Sends the last export again, with the admin's answers about the workbook. */
  sendAnswered: (answer: Partial<WorkbookChoice>) => void;
  cancel: () => void;
  dismiss: () => void;
}

/**
 * `uploaded` gets the roster, and `imported` the run of a report or an evidence pack, which has no roster. A second
 * upload does not begin while one is under way.
 */
export function useUpload(
  uploaded: (roster: RosterDetail) => void,
  imported: (run: RunSummary) => void,
): Upload {
  const [state, setState] = useState<UploadState>({ at: 'idle' });
  const running = useRef<AbortController | null>(null);
  const last = useRef<Export | null>(null);
  const { mutate } = useSWRConfig();
  useEffect(() => () => running.current?.abort(), []);

  const begin = useCallback(
    async (name: string, load: () => Promise<Export>) => {
      if (running.current) return;
      const controller = new AbortController();
      running.current = controller;
      try {
        last.current = await load();
        const result = await send(last.current, name, setState, controller.signal);
        if ('run' in result) {
          void mutate('/api/runs');
          imported(result.run);
        } else {
          setState({ at: 'done', roster: result.roster });
          void mutate(rostersPath);
          uploaded(result.roster);
        }
      } catch (thrown) {
        const failure = asFailure(thrown);
        setState(failure.code === 'aborted' ? { at: 'idle' } : { at: 'failed', name, failure });
      } finally {
        running.current = null;
      }
    },
    [mutate, uploaded, imported],
  );
  const beginAgain = useCallback(
    (change: (upload: Export) => Partial<Export>) => {
      const upload = last.current;
      if (upload) void begin(upload.name, async () => ({ ...upload, ...change(upload) }));
    },
    [begin],
  );

  return {
    state,
    sendFiles: useCallback(
      (files) => {
        const [file] = files;
        if (!file || running.current) return;
        const refusal = refusalOf(files);
        if (refusal) setState({ at: 'failed', name: null, failure: refusal });
        else void begin(file.name, async () => ({ file, name: file.name, writtenAt: writtenAt(file) }));
      },
      [begin],
    ),
    sendLoaded: useCallback(
      (name, load) => {
        if (running.current) return;
        setState({ at: 'fetching', name });
        void begin(name, load);
      },
      [begin],
    ),
    sendMapped: useCallback((mapping) => beginAgain(() => ({ mapping })), [beginAgain]),
    sendAnswered: useCallback(
      (answer) => beginAgain(({ workbook }) => ({ workbook: { ...workbook, ...answer } })),
      [beginAgain],
    ),
    cancel: useCallback(() => running.current?.abort(), []),
    dismiss: useCallback(() => setState({ at: 'idle' }), []),
  };
}

/** Sends an export, or a file about a run that was made elsewhere. `show` gets the state at each step. */
async function send(
  upload: Export,
  name: string,
  show: (state: UploadState) => void,
  signal: AbortSignal,
): Promise<{ roster: RosterDetail } | { run: RunSummary }> {
  const { size } = upload.file;
  const refusal = refusalOf([{ name, size }]);
  if (refusal) throw refusal;
  if (await isReportFile(upload.file)) {
    show({ at: 'report', name });
    return { run: await importResults(new File([upload.file], name)) };
  }
  const showSent = (sent: number) => show({ at: 'sending', name, size, sent: Math.min(sent, size) });
  showSent(0);
  return { roster: await sendExport(upload, showSent, signal) };
}

/** The date is 0 for pasted files, and if the browser does not know it. */
function writtenAt(file: File): number | null {
  return file.lastModified > 0 ? file.lastModified : null;
}
