/** Turns texts, numbers and times into HTML. All foreign text passes through `shown` or `escaped`. Pure. */
import { partsOf } from '#lib/domain/text/odd-characters';
import { whole } from '#lib/domain/text/whole';

/** The text with every character that means something in HTML escaped. */
export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/**
 * The text escaped, its writing direction isolated from the surroundings, and odd characters made visible. `address`:
 * letters that look like others are marked too.
 */
export function shown(text: string, address = false): string {
  if (text === '') return '';
  const parts = partsOf(text, address).map(({ text: part, odd }) => {
    if (odd === null) return escaped(part);
    return `<mark title="${escaped(odd.label)}">${odd.kind === 'hidden' ? odd.code : escaped(part)}</mark>`;
  });
  return `<bdi>${parts.join('')}</bdi>`;
}

/** The text as a string of CSS. Everything but letters, digits and spaces is escaped, so it cannot end the style. */
export function cssString(text: string): string {
  const safe = Array.from(text, (character) =>
    /[\p{L}\p{N} ]/u.test(character) ? character : `\\${(character.codePointAt(0) ?? 0).toString(16)} `,
  );
  return `"${safe.join('')}"`;
}

/** `1 user`, `2,391 users`. */
export function users(count: number): string {
  return `${whole(count)} ${count === 1 ? 'user' : 'users'}`;
}

/** Writes times in one time zone. */
export interface Clock {
  /** The short name of the zone at a moment: `CET`, `GMT-5`. */
  zone(at: number): string;
  /** `25 Nov 2026, 14:02:11 CET (13:02:11 UTC)`. */
  moment(at: number): string;
  /** `25 Nov 2026`. */
  day(at: number): string;
  /** `14:02:11` on the day of `since`, otherwise `26 Nov, 00:01:12`. */
  time(at: number, since: number | null): string;
}

/** Writes times, ms since the epoch, in the time zone with this IANA name. */
export function clockIn(timeZone: string): Clock {
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('en-GB', options);
  const day = format({ timeZone, dateStyle: 'medium' });
  const shortDay = format({ timeZone, day: 'numeric', month: 'short' });
  const time = format({ timeZone, timeStyle: 'medium' });
  const utcDay = format({ timeZone: 'UTC', dateStyle: 'medium' });
  const utcTime = format({ timeZone: 'UTC', timeStyle: 'medium' });
  const named = format({ timeZone, timeZoneName: 'short' });
  const zone = (at: number) =>
    named.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
  return {
    zone,
    day: (at) => day.format(at),
    moment(at) {
      if (zone(at) === 'UTC') return `${day.format(at)}, ${time.format(at)} UTC`;
      const otherDay = utcDay.format(at) === day.format(at) ? '' : `${utcDay.format(at)}, `;
      return `${day.format(at)}, ${time.format(at)} ${zone(at)} (${otherDay}${utcTime.format(at)} UTC)`;
    },
    time(at, since) {
      const sameDay = since !== null && day.format(at) === day.format(since);
      return sameDay ? time.format(at) : `${shortDay.format(at)}, ${time.format(at)}`;
    },
  };
}
