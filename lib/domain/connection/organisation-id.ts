/** The format of an organisation ID: one rule for the environment, the page, files and request addresses. */
import type { ValueFault } from '#lib/domain/connection/api-key';

/** Maximum length, in characters. Known IDs have 36 [INFER]. */
const longestOrganisationId = 128;

/**
 * A pattern for a whole ID. Atlassian only says that it is a text, so everything that fits into a path unchanged is
 * accepted.
 */
export const organisationIdPattern = `[A-Za-z0-9_-]{1,${longestOrganisationId}}`;

const whole = new RegExp(`^${organisationIdPattern}$`);

/** The reason why a trimmed text is not an organisation ID; null if it may be one. */
export function organisationIdFault(text: string): ValueFault | null {
  if (whole.test(text)) return null;
  const hint = 'It is part of your organisation’s address: admin.atlassian.com/o/ORGANISATION-ID.';
  const what =
    text.length > longestOrganisationId && /^[\w-]+$/.test(text)
      ? `has more than ${longestOrganisationId} characters`
      : 'has other characters than letters, digits, “-” and “_”';
  return { what, hint };
}

/** The reason why nothing can be asked that names the organisation. */
export const organisationNotKnown = {
  message: 'Lockstep does not know which organisation this key belongs to.',
  hint: 'Connect again with the organisation ID, which Atlassian shows together with the key.',
} as const;
