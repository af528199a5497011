/** What an organisation ID looks like: the one rule for the environment, the page, a file and the addresses. */
import type { ValueFault } from '#lib/domain/connection/api-key';

/** The longest one that goes into an address, in characters. Those seen have 36 [INFER]. */
const longestOrganisationId = 128;

/** A pattern for all of an ID: Atlassian only says that it is a text; what goes into a path unchanged is taken. */
export const organisationIdPattern = `[A-Za-z0-9_-]{1,${longestOrganisationId}}`;

const whole = new RegExp(`^${organisationIdPattern}$`);

/** Why a trimmed text is no organisation ID; null where it may be one. */
export function organisationIdFault(text: string): ValueFault | null {
  if (whole.test(text)) return null;
  const hint = 'It stands in the address of your organisation: admin.atlassian.com/o/ORGANISATION-ID.';
  const what =
    text.length > longestOrganisationId && /^[\w-]+$/.test(text)
      ? `has more than ${longestOrganisationId} characters`
      : 'has other characters than letters, digits, “-” and “_”';
  return { what, hint };
}
