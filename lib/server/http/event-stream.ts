/** Sends a run's journal as server-sent events. The ID of each event is the entry's number. */
import type { StreamedClock } from '#lib/contract/run';
import type { EntryText } from '#lib/engine/storage/runs';

const encoder = new TextEncoder();
/** The interval of an extra event that shows proxies and laptops that a quiet connection is alive, in ms. */
const heartbeatMs = 15_000;

/**
 * Streams batches of entries, and now and then the result of `clock`. Sends an event named `end` after the last batch.
 */
export function eventStream(
  batches: AsyncGenerator<readonly EntryText[]>,
  clock: () => StreamedClock,
  signal: AbortSignal,
): Response {
  const clockBytes = () => encoder.encode(`event: clock\ndata: ${JSON.stringify(clock())}\n\n`);
  let heartbeat: ReturnType<typeof setInterval> | undefined;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(encoder.encode('retry: 1000\n\n'));
      controller.enqueue(clockBytes());
      heartbeat = setInterval(() => {
        // The clock is sent only if nothing else is waiting: a slow page does not get it too.
        if ((controller.desiredSize ?? 0) > 0) controller.enqueue(clockBytes());
      }, heartbeatMs);
      signal.addEventListener('abort', () => clearInterval(heartbeat));
    },
    async pull(controller) {
      const next = await batches.next();
      if (next.done) {
        clearInterval(heartbeat);
        if (!signal.aborted) controller.enqueue(encoder.encode('event: end\ndata: {}\n\n'));
        controller.close();
        return;
      }
      controller.enqueue(eventBytes(next.value));
    },
    async cancel() {
      clearInterval(heartbeat);
      await batches.return(undefined);
    },
  });
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    },
  });
}

/** Followers that receive the same list share its bytes. */
const sent = new WeakMap<readonly EntryText[], Uint8Array>();

function eventBytes(entries: readonly EntryText[]): Uint8Array {
  const bytes = sent.get(entries) ?? encoder.encode(entries.map(eventText).join(''));
  sent.set(entries, bytes);
  return bytes;
}

/** The text has no line breaks, so one `data` line is enough. */
function eventText({ seq, text }: EntryText): string {
  return `id: ${seq}\ndata: ${text}\n\n`;
}

/**
 * The entry at which a stream continues: after the last ID that the browser has; the first time, at `after` in the
 * address.
 */
export function resumeAfter(request: Request, after: number): number {
  const seen = request.headers.get('last-event-id') ?? '';
  return /^\d{1,15}$/.test(seen) ? Number(seen) : after;
}
