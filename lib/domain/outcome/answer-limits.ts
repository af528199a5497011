/** The longest time that Lockstep waits for an answer of Atlassian, in milliseconds, once a request is sent. */
export const answerLimits = {
  /** Until the answer begins. */
  silenceMs: 30_000,
  /** Until it is complete, from the beginning of the request, so that an answer that trickles in ends too. */
  totalMs: 75_000,
} as const;
