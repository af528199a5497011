/** The ways in which a run can end. */
export const endings = ['completed', 'stopped', 'halted'] as const;
export type Ending = (typeof endings)[number];
