/** The highest age of each fact, in ms. Freshness belongs to the fact, not to the job that read it. */

/** The few facts that guards always need (admins, number of active accounts): older ones are asked again. */
export const essentialsKeepMs = 15 * 60_000;

/** Lists and the question about each user: younger ones are not read again unless the admin asks for it. */
export const listsKeepMs = 12 * 3_600_000;

/**
 * The time after a run during which lists and the search may still show accounts as they were before, in ms. The real
 * lag is not published [INFER]. The search was seen to lag for longer than half a minute, which is the longest lag that
 * Lockstep assumes of a profile.
 */
export const listsLagMs = 600_000;

/** Any other fact: guards treat an older one as unknown. */
export const guardFactsKeepMs = 24 * 3_600_000;

/**
 * Whether a fact from `at` is at most `keepMs` old at `now`; all in ms. A date later than now is from before the clock
 * was set back, so its age is not known.
 */
export function isYoung(at: number, now: number, keepMs: number): boolean {
  return at <= now && now - at <= keepMs;
}

/** A clock that is set back by less than this changes nothing, in ms: computers correct their clocks all the time. */
const smallStepMs = 60_000;

/** Whether something that is dated `at` was learnt before the clock was set back, so that its age is not known. */
export function isFromFuture(at: number, now: number): boolean {
  return at > now + smallStepMs;
}

/** The time of something that others are compared with: 0, before all of them, if its age is not known. */
export function knownTime(at: number, now: number): number {
  return isFromFuture(at, now) ? 0 : at;
}
