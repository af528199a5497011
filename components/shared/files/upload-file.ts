/** Checks an export, and sends it with progress. */
import { ApiFailure, readAnswer, unreachable } from '#components/shared/api.ts';
import { serverContact } from '#components/shared/contact/server-contact.ts';
import { formatBytes, formatCount } from '#components/shared/format.ts';
import { sessionHeaders } from '#components/shared/session.ts';
import { type RosterDetail, rosterDetailSchema } from '#lib/contract/roster';
import type { ColumnMapping } from '#lib/domain/roster/roster';
import type { WorkbookChoice } from '#lib/domain/workbook/reading';

/** Maximum size of a file, in bytes. The server has the same limit, but reports it only after the upload. */
export const maxUploadBytes = 200_000_000;
const maxWorkbookBytes = 50_000_000;

/** The files that the file dialog offers. Any other file can be dropped: its content decides. */
export const exportFiles =
  '.csv,.tsv,.txt,.xlsx,text/csv,text/tab-separated-values,text/plain,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** A file to send, with facts about it. */
export interface Export {
  file: Blob;
  name: string;
  /** The time when the file was written, ms since the epoch; null if unknown. */
  writtenAt: number | null;
  /** The role of each column, as chosen by the admin. */
  mapping?: ColumnMapping;
  /** The answers about a workbook, as far as the admin was asked. */
  workbook?: Partial<WorkbookChoice>;
}

/** The reason why these files cannot be sent; null for exactly one file that can be sent. */
export function refusalOf(files: readonly { name: string; size: number }[]): ApiFailure | null {
  const [file] = files;
  if (files.length > 1) {
    return new ApiFailure({
      code: 'several-files',
      message: `These are ${formatCount(files.length)} files.`,
      hint: 'Upload one export at a time. Each one becomes a roster.',
    });
  }
  const most = file && /\.xls[xm]$/i.test(file.name) ? maxWorkbookBytes : maxUploadBytes;
  if (file && file.size > most) {
    return new ApiFailure({
      code: 'too-large',
      message: `“${file.name}” has ${formatBytes(file.size)}. Lockstep reads at most ${formatBytes(most)}.`,
      hint: 'A larger export would not fit in memory. Split it into smaller files, each with the header line. Nothing was sent.',
    });
  }
  return null;
}

/** The address to which an export is sent. */
export function uploadPath({ name, writtenAt, mapping, workbook }: Omit<Export, 'file'>): string {
  const query = new URLSearchParams({ name });
  if (writtenAt !== null && writtenAt >= 0) query.set('writtenAt', String(Math.round(writtenAt)));
  const { accountId = null, email = null, name: nameColumn = null, status = null } = mapping ?? {};
  for (const [key, place] of Object.entries({ accountId, email, nameColumn, status })) {
    if (place !== null) query.set(key, String(place));
  }
  const { orgRole, groupName, lastSeen, headerLine } = mapping ?? {};
  for (const [key, place] of Object.entries({ orgRole, groupName, lastSeen, headerLine })) {
    if (place !== undefined) query.set(key, place === null ? 'none' : String(place));
  }
  for (const [key, answer] of Object.entries(workbook ?? {})) if (answer !== null) query.set(key, answer);
  return `/api/rosters?${query}`;
}

/**
 * Sends an export; `progress` gets the number of bytes sent. Rejects with an `ApiFailure`, whose code is `aborted` if
 * `signal` ended it. It uses XMLHttpRequest, since fetch reports no progress of an upload.
 */
export function sendExport(
  upload: Export,
  progress: (sent: number) => void,
  signal: AbortSignal,
): Promise<RosterDetail> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', uploadPath(upload));
    request.responseType = 'json';
    const headers = { 'content-type': 'text/csv', ...sessionHeaders() };
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => progress(event.loaded);
    request.onload = () => {
      try {
        const body: unknown = request.response;
        resolve(readAnswer(request.status >= 200 && request.status < 300, body, rosterDetailSchema));
      } catch (failure) {
        reject(failure);
      }
    };
    request.onerror = () => {
      serverContact.unheard();
      reject(new ApiFailure(unreadOrUnreachable));
    };
    request.onabort = () => reject(new ApiFailure(aborted));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(upload.file);
  });
}

/** The browser does not say whether the file or the connection failed. */
const unreadOrUnreachable = {
  ...unreachable,
  message: 'The upload was interrupted.',
  hint: 'If the file was changed or moved meanwhile, choose it again. If Lockstep was closed, start it with npm start and open the new link.',
};

const aborted = { code: 'aborted', message: 'The upload was cancelled.', hint: 'Nothing was kept.' };
