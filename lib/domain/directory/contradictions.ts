/** Contradictions: two sources give different values for the same fact, so that guards treat it as unknown. Pure. */
import { type Contradiction, comparedFacts, type Statement } from '#lib/domain/directory/contradiction';
import { factOf, standsMs } from '#lib/domain/directory/facts';
import type { Reading, Source } from '#lib/domain/directory/reading';

/** The label of each fact, for the page and for plans. */
export const comparedFactLabels: Readonly<Record<Contradiction['fact'], string>> = {
  status: 'Status',
  email: 'E-mail',
  claim: 'Managed or not',
  managementSource: 'Management source',
  organisationAdmin: 'Organisation admin',
};

/** The name of each source, as in “by the profile”. */
export const sourceNames: Readonly<Record<Source, string>> = {
  profile: 'the profile',
  manage: 'the permissions',
  'users-question': 'a search',
  'users-search': 'the list of the search',
  'managed-accounts': 'the list of managed accounts',
  'account-tokens': 'the account’s API tokens',
  'organisation-tokens': 'the list of API tokens',
  'service-accounts': 'the list of service accounts',
};

/** The name of the source of a statement, as in “by the profile”. */
export function speakerName({ source, run }: Pick<Statement, 'source' | 'run'>): string {
  return source === 'run' ? `run ${run}` : sourceNames[source];
}

/** The contradictions between the readings of one account. */
export function contradictionsOf(readings: readonly Reading[]): readonly Contradiction[] {
  if (!haveTwoOfOneMoment(readings)) return none;
  return comparedFacts.flatMap((fact) => {
    const known = factOf(readings, fact);
    if (known.state === 'never' || known.against === null) return [];
    const said: Contradiction['said'] = [statement(known), statement(known.against)];
    return [{ fact, said }];
  });
}

const none: readonly Contradiction[] = [];

/** Whether any two of the readings could contradict each other. Nearly always none can, which saves comparing facts. */
function haveTwoOfOneMoment(readings: readonly Reading[]): boolean {
  return readings.some((one, at) =>
    readings.some(
      (other, place) => place > at && Math.abs(one.at - other.at) <= Math.max(standsMs(one), standsMs(other)),
    ),
  );
}

function statement({
  source,
  run,
  at,
  value,
}: Pick<Statement, 'source' | 'run' | 'at'> & { value: string | boolean }): Statement {
  const text = typeof value === 'string' ? value : value ? 'yes' : 'no';
  return { source, ...(run === undefined ? {} : { run }), at, value: text };
}

/** A contradiction in one sentence. */
export function contradictionText({ fact, said: [one, other] }: Contradiction): string {
  const words = (said: Statement) => `“${said.value}” by ${speakerName(said)}`;
  return `${comparedFactLabels[fact]}: ${words(one)}, ${words(other)}`;
}
