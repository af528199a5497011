/** For the model-based test: Atlassian as the engine reaches it. It notes each request and answers none by itself. */
import type { Answer } from '#lib/domain/outcome/answer';
import type { AccountProfile, UsersPage, UsersQuery } from '#lib/engine/atlassian-shapes';
import type { Atlassian } from '#lib/engine/ports';
import { checkAskedNow, checkCall, checkGap } from '#test/model/checks/calls';
import type { Call, Observed, Pending } from '#test/model/observed';
import { faultAnswer } from '#test/samples/run';

/** The parts of the world that the client needs. */
interface Sending extends Observed {
  readonly ledger: Call[];
  readonly pending: Pending[];
  readonly hasSearch: boolean;
  headcount(): Answer<number>;
  fraction(): number;
}

/** The client of one process. Each request is checked, noted in the ledger, and waits for its answer. */
export function atlassianOf(world: Sending, life: number): Atlassian {
  const send = <T>(kind: Call['kind'], accountId: string, about: readonly string[] = []) =>
    new Promise<Answer<T>>((resolve) => {
      if (life !== world.life || !world.isAlive) return;
      const at = world.clock.now;
      const call: Call = { kind, accountId, about, at, life, effect: false, told: null, toldAt: null };
      checkAskedNow(world, accountId);
      if (kind === 'write') {
        checkCall(world, call);
        checkGap(world);
      }
      world.ledger.push(call);
      world.pending.push({ call, reply: (answer) => resolve(answer as Answer<T>) });
    });
  const unused = async () => faultAnswer('unreachable') as Answer<never>;
  async function* nobody(): AsyncGenerator<never> {}
  const wrong = async () => {
    throw new Error('The other act was called.');
  };
  const write = (id: string) => send<null>('write', id);
  const aboutOf = ({ accountIds, emails }: UsersQuery) => {
    const asked = world.entries.filter((each) => emails?.includes(each.email)).map((each) => each.accountId);
    return accountIds ?? asked;
  };
  const search = (query: UsersQuery) =>
    send<UsersPage>('search', `search ${world.ledger.length}`, aboutOf(query));
  // A refused search is a request too: after *Ask now*, its answer lets the other requests go on.
  const refuse = (query: UsersQuery): Answer<never> => {
    const told = faultAnswer('not-found', { owner: 'organisation', status: 404 }) as Answer<never>;
    const accountId = `search ${world.ledger.length}`;
    const at = world.clock.now;
    checkAskedNow(world, accountId);
    const about = aboutOf(query);
    world.ledger.push({ kind: 'search', accountId, about, at, life, effect: false, told, toldAt: at });
    return told;
  };
  return {
    disable: world.scenario.act === 'deactivate' ? write : wrong,
    enable: world.scenario.act === 'restore' ? write : wrong,
    profile: (id) => send<AccountProfile>('read', id),
    organisations: unused,
    probe: unused,
    permissions: (id) => send('read', id),
    countActive: async () =>
      world.fraction() < 0.2 ? ((await unused()) as Answer<never>) : world.headcount(),
    countManaged: unused,
    apiTokens: unused,
    managedAccounts: nobody,
    async *searchUsers(_organisation, _directory, query) {
      if (world.hasSearch) yield await search(query);
      else yield refuse(query);
    },
    organisationTokens: nobody,
    serviceAccounts: nobody,
    auditEvents: nobody,
    workspaces: nobody,
    close: async () => {},
  };
}
