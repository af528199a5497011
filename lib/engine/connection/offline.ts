/**
 * Replaces the client while there is no connection: sends nothing, and answers every request with a fault that says so.
 */
import type { Fault } from '#lib/domain/outcome/answer';
import type { Atlassian } from '#lib/engine/ports';

const fault: Fault = {
  code: 'unreachable',
  owner: 'network',
  effect: 'none',
  repeatable: false,
  waitMs: null,
  status: null,
  message: 'Lockstep is not connected to an organisation.',
  hint: 'Connect, then resume.',
  detail: null,
};
const answer = { ok: false, fault, tookMs: 0 } as const;

async function* nothing() {
  yield answer;
}

/** A client without a connection. */
export const offline: Atlassian = {
  disable: async () => answer,
  enable: async () => answer,
  profile: async () => answer,
  organisations: async () => answer,
  probe: async () => answer,
  permissions: async () => answer,
  apiTokens: async () => answer,
  countActive: async () => answer,
  countManaged: async () => answer,
  managedAccounts: nothing,
  searchUsers: nothing,
  organisationTokens: nothing,
  serviceAccounts: nothing,
  auditEvents: nothing,
  workspaces: nothing,
  close: async () => {},
};
