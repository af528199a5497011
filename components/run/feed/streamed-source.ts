/** An event stream of the API, read by a request that sends the token. */
import { newEventReader } from '#components/run/feed/event-text.ts';
import type { Source } from '#components/run/feed/run-feed.ts';
import { fetchWithToken } from '#components/shared/api.ts';
import { serverContact } from '#components/shared/contact/server-contact.ts';
import { otherWork } from '#components/shared/screen/other-work.ts';

/** The longest time that arrived entries are read before the browser draws and listens, in ms. */
const readingTime = 10;
/**
 * The longest silence of a stream before the server is asked whether it is there, in ms. Its clock comes more often.
 */
const silenceMs = 20_000;

/**
 * Opens the event stream at a path of the API. A stream that breaks off does not connect again by itself: it is closed,
 * and the feed opens another. An `EventSource` would make an event of the browser for each entry, which takes longer
 * than reading it, and all that has arrived would be one piece of work.
 */
export function streamedSource(path: string): Source {
  const abort = new AbortController();
  const own: Source = {
    close: () => abort.abort(),
    onopen: null,
    onerror: null,
    onevent: null,
  };
  read(path, own, abort.signal).catch(() => {
    if (abort.signal.aborted) return;
    own.close();
    own.onerror?.();
  });
  return own;
}

/** Reads until the stream ends, which is an error unless the feed has closed it. */
async function read(path: string, own: Source, signal: AbortSignal): Promise<never> {
  const answer = await fetchWithToken(path, { method: 'GET', signal });
  if (!answer.ok || answer.body === null) throw new Error(`The stream was answered with ${answer.status}.`);
  own.onopen?.();
  const pieces = answer.body.getReader();
  const decoder = new TextDecoder();
  const events = newEventReader();
  let began = performance.now();
  for (;;) {
    const arrived = serverContact.expect(silenceMs);
    const { done, value } = await pieces.read().finally(arrived);
    if (done || signal.aborted) throw new Error('The stream is over.');
    serverContact.heard();
    for (const event of events(decoder.decode(value, { stream: true }))) own.onevent?.(event);
    if (performance.now() - began > readingTime) {
      await otherWork();
      began = performance.now();
    }
  }
}
