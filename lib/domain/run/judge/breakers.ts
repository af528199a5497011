/** Judges the readings of the canary, and the probes while Atlassian is out of reach, for the run's breakers. Pure. */
import { type Act, actTerms } from '#lib/domain/outcome/act';
import { type Fault, isOnTheWay } from '#lib/domain/outcome/answer';
import { backoff, maxCanaryReads, probeWait, throttleWait } from '#lib/domain/run/backoff';
import type { PauseCode, RunEvent } from '#lib/domain/run/events';
import { keyRefused, type Reading } from '#lib/domain/run/judge/judge';

/** Judges a reading of the canary: continue, read again after a wait, or ask the admin. */
export function judgeCanary(
  { act, position, reads }: { act: Act; position: number; reads: number },
  reading: Reading,
  random: number,
): RunEvent {
  const { goal, past } = actTerms[act];
  if (reading.says === goal) return { type: 'canary-passed', position };
  if (reading.says === 'nothing' && reading.fault.owner === 'key') return keyRefused(position, reading);
  const message =
    reading.says === 'nothing'
      ? `The first user was ${past}, but the account could not be read back: ${reading.fault.message}`
      : `The first user was ${past}, but the account still reads “${reading.text}”.`;
  const hint = `Look at this user in admin.atlassian.com. Resume if the account is ${past} there, else stop.`;
  const again = reading.says !== 'nothing' || reading.fault.repeatable;
  if (!again || reads + 1 >= maxCanaryReads)
    return { type: 'paused', code: 'canary-unconfirmed', message, hint };
  const asked = reading.says === 'nothing' ? reading.fault.waitMs : null;
  const waitMs = asked === null ? backoff(reads + 1, random) : throttleWait(asked, 1, random);
  const fault = reading.says === 'nothing' ? { fault: reading.fault } : {};
  return { type: 'canary-waited', position, message, hint, waitMs, ...fault };
}

/** Judges a probe: Atlassian answers and the run continues, or the next probe follows later. */
export function judgeProbe(
  { probes, position, code }: { probes: number; position: number; code: PauseCode },
  reading: Reading,
  random: number,
): RunEvent {
  if (reading.says !== 'nothing') return { type: 'resumed', by: 'probe' };
  const { fault } = reading;
  if (fault.owner === 'key') return keyRefused(position, reading);
  // Any answer proves that Atlassian answers. Only a reading proves that accounts can be read.
  const answers = !isOnTheWay(fault) && fault.code !== 'rate-limited';
  if (answers && code !== 'nobody-read') return { type: 'resumed', by: 'probe' };
  const waitMs =
    fault.waitMs === null ? probeWait(probes + 1, random) : throttleWait(fault.waitMs, 1, random);
  return { type: 'probed', fault, waitMs };
}

/** The end of a run whose key Atlassian does not accept. No further call is made. */
export function halted(fault: Pick<Fault, 'message' | 'hint'>): RunEvent {
  return { type: 'ended', how: 'halted', code: 'key-refused', message: fault.message, hint: fault.hint };
}
