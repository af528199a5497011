/** Reads the text of an event stream as it arrives. Pure. */

/** One event of a stream; the name of an unnamed one is `message`. */
export interface StreamedEvent {
  name: string;
  data: string;
}

/**
 * A reader that takes the text in pieces of any length and returns the events that each piece completes. It knows the
 * part of the format that Lockstep's server writes: line feeds, and the fields `event` and `data`, of which an event
 * has one each. Other fields are left out.
 */
export function newEventReader(): (piece: string) => StreamedEvent[] {
  let rest = '';
  let name = 'message';
  let data: string | null = null;
  return (piece) => {
    const events: StreamedEvent[] = [];
    const text = rest + piece;
    let from = 0;
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', from)) {
      if (end === from) {
        if (data !== null) events.push({ name, data });
        name = 'message';
        data = null;
      } else if (text.startsWith('data: ', from)) data = text.slice(from + 6, end);
      else if (text.startsWith('event: ', from)) name = text.slice(from + 7, end);
      from = end + 1;
    }
    rest = text.slice(from);
    return events;
  };
}
