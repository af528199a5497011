/**
 * The HTTP statuses with which a call counts as done. 204 is documented [SPEC]; the others mean the same for a call
 * without a response body of its own [INFER]. 206 (partial content) and 207 (several statuses) are left out, since
 * their meaning here is not known.
 */
export const writeSuccesses: readonly number[] = [200, 201, 202, 204];
