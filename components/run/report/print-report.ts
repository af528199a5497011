/** Prints the report page of a run, or saves it as PDF: the browser's print dialog offers both. */

import { z } from 'zod';
import { reportFileName } from '#components/run/report/report-file-name.ts';
import { ApiFailure, fetchWithToken, readAnswer } from '#components/shared/api.ts';

/** The name of the frame that holds the report while it is printed. */
const frameTitle = 'Report to print';

/**
 * Opens the print dialog with the whole report. Browsers offer the title as the name of the file, so the title of the
 * page is the name of the report until the dialog is closed. Rejects with an `ApiFailure`.
 */
export async function printReport(runId: string): Promise<void> {
  const path = `/api/runs/${encodeURIComponent(runId)}/report.html`;
  const answer = await fetchWithToken(path, { method: 'GET' });
  if (!answer.ok) readAnswer(false, await answer.json().catch(() => null), z.never());
  const name = reportFileName(answer.headers.get('content-disposition'));
  const frame = frameWith(await answer.text(), name);
  const there = frame.contentWindow;
  if (there === null) throw new ApiFailure(noFrame);
  const title = document.title;
  document.title = name;
  const over = () => {
    document.title = title;
    frame.remove();
  };
  there.addEventListener('afterprint', over, { once: true });
  there.focus();
  there.print();
}

const noFrame = {
  code: 'no-frame',
  message: 'The browser does not let this page print the report.',
  hint: 'Download “A page to print and file”, open it, and print it.',
};

/** A frame outside the window that shows the report. Its styles are set by script: the page allows no others. */
function frameWith(html: string, name: string): HTMLIFrameElement {
  for (const old of document.querySelectorAll(`iframe[title="${frameTitle}"]`)) old.remove();
  const frame = document.createElement('iframe');
  frame.title = frameTitle;
  frame.tabIndex = -1;
  frame.setAttribute('aria-hidden', 'true');
  Object.assign(frame.style, { position: 'fixed', left: '-200vw', width: '64rem', height: '40rem' });
  document.body.append(frame);
  const shown = frame.contentDocument;
  const Sheet = frame.contentWindow && Reflect.get(frame.contentWindow, 'CSSStyleSheet');
  if (shown === null || typeof Sheet !== 'function') return frame;
  let styles = '';
  const bare = html.replace(/<style>([^<]*)<\/style>/g, (_, text: string) => {
    styles += text;
    return '';
  });
  const report = new DOMParser().parseFromString(bare, 'text/html');
  const sheet: CSSStyleSheet = new Sheet();
  sheet.replaceSync(styles);
  shown.adoptedStyleSheets = [sheet];
  shown.documentElement.lang = report.documentElement.lang;
  shown.title = name;
  shown.body.replaceChildren(...[...report.body.childNodes].map((node) => shown.importNode(node, true)));
  return frame;
}
