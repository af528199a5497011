/**
 * The statuses by which a call counts as done. Documented is 204 [SPEC]; the others say the same of a call without an
 * answer of its own [INFER]. Of a partial answer (206) or of several in one (207) it is not known.
 */
export const writeSuccesses: readonly number[] = [200, 201, 202, 204];
