/** An event stream that is opened with a ticket. */
import type { Source } from '#components/run/feed/run-feed.ts';
import { serverContact } from '#components/shared/contact/server-contact.ts';
import { ticketed } from '#components/shared/ticket.ts';

/** The values of `readyState` of an EventSource. */
const connecting = 0;
const closed = 2;

/**
 * An EventSource for a path of the API. A ticket is good once, so a stream that breaks off does not connect again by
 * itself. It is closed, and the feed opens another.
 */
export function ticketedSource(path: string): Source {
  const listeners: Parameters<Source['addEventListener']>[] = [];
  let source: EventSource | null = null;
  let isClosed = false;
  const own: Source = {
    get readyState() {
      return isClosed ? closed : (source?.readyState ?? connecting);
    },
    close() {
      isClosed = true;
      source?.close();
    },
    onopen: null,
    onerror: null,
    onmessage: null,
    addEventListener: (...listener) => void listeners.push(listener),
  };
  const breakOff = () => {
    if (isClosed) return;
    own.close();
    own.onerror?.(new Event('error'));
  };
  void ticketed(path).then((address) => {
    if (isClosed) return;
    source = new EventSource(address);
    source.onopen = (event) => own.onopen?.(event);
    source.onmessage = (event) => {
      serverContact.heard();
      own.onmessage?.(event);
    };
    source.onerror = breakOff;
    for (const [type, listener] of listeners) {
      source.addEventListener(type, (event) => {
        serverContact.heard();
        listener(event);
      });
    }
  }, breakOff);
  return own;
}
