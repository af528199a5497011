/** For property tests of the guards: a made-up organisation whose sources can be off, refuse or lag behind. */
import type { AccountId } from '#lib/domain/account/account-id';
import type { Answer, Fault } from '#lib/domain/outcome/answer';
import type { DirectoryUser, ManagedAccount } from '#lib/engine/atlassian-shapes';
import type { Atlassian } from '#lib/engine/ports';

/**
 * The ways in which a source answers: as things are, not at all, with a refusal, or as things were before the last
 * change.
 */
export const sourceStates = ['on', 'off', 'refusing', 'lagging'] as const;
export type SourceState = (typeof sourceStates)[number];

/** A person, and what the organisation said of them before the last change. */
export interface ScriptedPerson {
  accountId: AccountId;
  name: string;
  email: string;
  admin: boolean;
  /** Whether the account is inactive from the beginning. */
  isInactive?: boolean;
  /** Whether the search says the contrary of the account's status. */
  isContradicted?: boolean;
  former: { name: string; email: string };
}

/** A fact about a person that Lockstep has been told. */
export interface Statement {
  name: string;
  email: string;
  admin: boolean;
}

/** The organisation, everything that it has told so far by account ID, and the accounts that it was told to change. */
export interface ScriptedOrganisation {
  client: Atlassian;
  told: ReadonlyMap<string, readonly Statement[]>;
  /** Whether the search has named an organisation admin. */
  hasNamedAdmins(): boolean;
  changed: readonly string[];
}

/** The organisation of these people. `list` is the list of managed accounts, and `search` the search with the count. */
export function scriptedOrganisation(
  people: readonly ScriptedPerson[],
  sources: { list: SourceState; search: SourceState },
): ScriptedOrganisation {
  const told = new Map<string, Statement[]>();
  const changed: string[] = [];
  const inactive = new Set<string>(people.flatMap((each) => (each.isInactive ? [each.accountId] : [])));
  let named = false;
  const tell = (accountId: string, statement: Statement) =>
    told.set(accountId, [...(told.get(accountId) ?? []), statement]);

  function seenBy(source: SourceState, person: ScriptedPerson): Statement {
    return source === 'lagging' ? { ...person.former, admin: false } : person;
  }
  function listed(person: ScriptedPerson): ManagedAccount {
    const { name, email } = seenBy(sources.list, person);
    tell(person.accountId, { name, email, admin: false });
    const plain = { type: 'atlassian', billable: null, lastActive: null, products: [] };
    return { ...statusOf(person), ...plain, name, email };
  }
  function found(person: ScriptedPerson): DirectoryUser {
    const { name, email, admin } = seenBy(sources.search, person);
    tell(person.accountId, { name, email, admin });
    const platformRoles = admin ? ['atlassian/org-admin'] : [];
    const { accountId, status } = statusOf(person);
    const contrary = status === 'active' ? 'inactive' : 'active';
    const accountStatus = person.isContradicted ? contrary : status;
    const claimed = { claimStatus: 'managed', managementSource: null };
    return { ...untold, accountId, accountStatus, ...claimed, name, email, platformRoles };
  }
  const statusOf = ({ accountId }: Pick<ScriptedPerson, 'accountId'>) => ({
    accountId,
    status: inactive.has(accountId) ? 'inactive' : 'active',
  });

  const client: Atlassian = {
    organisations: async () => answer([{ id: 'org', name: 'Example Org' }]),
    probe: async () => answer('usable' as const),
    permissions: async () => answer({ enablement: { allowed: true, reason: null } }),
    apiTokens: async () => answer([]),
    async *managedAccounts() {
      const fault = faultOf(sources.list);
      yield fault ?? answer({ accounts: people.map(listed), total: people.length, next: null });
    },
    async countActive() {
      return faultOf(sources.search) ?? answer(people.length - inactive.size);
    },
    async countManaged() {
      return faultOf(sources.search) ?? answer(people.length);
    },
    async *searchUsers(_organisation, _directory, { roleIds, emails }) {
      const fault = faultOf(sources.search);
      const wanted = people.filter(
        (each) =>
          (roleIds === undefined || seenBy(sources.search, each).admin) &&
          (emails === undefined || emails.includes(seenBy(sources.search, each).email)),
      );
      if (fault === null && roleIds !== undefined && wanted.length > 0) named = true;
      yield fault ?? answer({ users: wanted.map(found), next: null });
    },
    async *organisationTokens() {
      yield refusalBy('off');
    },
    async *serviceAccounts() {
      yield refusalBy('off');
    },
    async *auditEvents() {
      yield refusalBy('off');
    },
    async *workspaces() {
      yield refusalBy('off');
    },
    async disable(accountId) {
      changed.push(accountId);
      inactive.add(accountId);
      return answer(null, 204);
    },
    async enable(accountId) {
      changed.push(accountId);
      inactive.delete(accountId);
      return answer(null, 204);
    },
    profile: async (accountId) =>
      answer({ ...statusOf({ accountId }), type: 'atlassian', name: null, email: null }),
    close: async () => undefined,
  };
  return { client, told, hasNamedAdmins: () => named, changed };
}

function answer<T>(value: T, status = 200): Answer<T> & { ok: true } {
  return { ok: true, value, status, tookMs: 1 };
}

/** The fields of a user that no guard looks at. */
const untold = {
  accountType: null,
  status: null,
  groups: [],
  productAccess: [],
};

/** The refusal of a source; null if it answers. */
function faultOf(source: SourceState): (Answer<never> & { ok: false }) | null {
  return source === 'on' || source === 'lagging' ? null : refusalBy(source);
}

function refusalBy(source: 'off' | 'refusing'): Answer<never> & { ok: false } {
  const fault: Fault = {
    code: source === 'off' ? 'not-found' : 'not-allowed',
    owner: 'organisation',
    effect: 'none',
    repeatable: false,
    waitMs: null,
    status: source === 'off' ? 404 : 403,
    message: 'The organisation does not have this part.',
    hint: '',
    detail: null,
  };
  return { ok: false, fault, tookMs: 1 };
}
