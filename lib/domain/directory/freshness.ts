/** The highest age of each fact, in ms. Freshness belongs to the fact, not to the job that read it. */

/** The few facts that guards always need (admins, number of active accounts): older ones are asked again. */
export const essentialsKeepMs = 15 * 60_000;

/** Lists and the question about each user: younger ones are not read again unless the admin asks for it. */
export const listsKeepMs = 12 * 3_600_000;

/**
 * How long after a run lists and the search may still show an account as it was before. How long they really lag is not
 * published [INFER]; the search was seen to lag, and half a minute, the longest lag believed in of a profile, is too
 * short.
 */
export const listsLagMs = 600_000;

/** Any other fact: a guard treats an older one as not known. */
export const guardFactsKeepMs = 24 * 3_600_000;

/**
 * Whether something that was learnt at `at` is at most this old at `now`; all in ms. What is dated later than now was
 * read before the clock was set back: its age is not known.
 */
export function isYoung(at: number, now: number, keepMs: number): boolean {
  return at <= now && now - at <= keepMs;
}
