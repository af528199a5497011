/** For tests: a user of a plan of whom nothing unusual is known. */
import type { PlannedUser } from '#lib/domain/plan/alarms/plan-facts';

/** A user with this account ID; `parts` says what else is known. */
export function plannedUser(accountId: string, parts: Partial<PlannedUser> = {}): PlannedUser {
  return {
    accountId,
    name: `Sample ${accountId}`,
    email: `${accountId}@example.com`,
    position: 0,
    emailsByAtlassian: [],
    organisationAdmin: false,
    adminSign: null,
    remark: null,
    contradiction: null,
    lastSeen: null,
    dateWaits: false,
    prediction: undefined,
    refusedBefore: null,
    tokensUsed: null,
    ...parts,
  };
}
