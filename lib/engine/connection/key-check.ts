/** Checks what a key may do, as far as Atlassian answers that without a write. */
import { connectUnscoped } from '#lib/domain/connection/api-key';
import type { KeyCheck, Organisation } from '#lib/domain/connection/connection';
import { type Fault, isNotOffered } from '#lib/domain/outcome/answer';
import type { EngineErrorCode } from '#lib/engine/errors';
import type { Atlassian } from '#lib/engine/ports';

/** The result of a check, before its time is added. */
type Undated<Check extends KeyCheck> = Check extends KeyCheck ? Omit<Check, 'at'> : never;

/** The result of checking a key. */
export interface KeyVerdict {
  organisation: Organisation | null;
  organisations: Organisation[];
  check: Undated<KeyCheck>;
  /** The reason why a key that was just typed is not accepted; null if it is. */
  refusal: { code: EngineErrorCode; message: string; hint: string; details: string[] } | null;
}

/**
 * Asks which organisations the key sees, then whether it may manage an account of the chosen one. No request tells
 * which scopes a key has [DOC]. Only the second question distinguishes a key with scopes from one without. A list that
 * Atlassian does not open to the key says nothing about the key: then its permissions are `unknown`, and every guard
 * that needs a list asks the admin instead.
 */
export async function checkKey(atlassian: Atlassian, wanted: string | undefined): Promise<KeyVerdict> {
  const listed = await atlassian.organisations();
  const organisations = listed.ok ? listed.value : [];
  const known = organisations.find((each) => each.id === wanted);
  const only = wanted === undefined && organisations.length === 1 ? (organisations[0] ?? null) : null;
  const asked = wanted === undefined ? null : { id: wanted, name: wanted };
  const organisation = known ?? only ?? asked;
  const base = { organisation, organisations };

  if (!listed.ok && !isNotOffered(listed.fault)) return { ...base, ...fromFault(listed.fault) };
  if (wanted !== undefined && !known && organisations.length > 0) {
    return { ...base, ...seesOthers(wanted, organisations) };
  }
  if (organisation === null && organisations.length > 1) {
    const message = 'The key sees several organisations.';
    return {
      ...base,
      check: { state: 'unchecked', message, hint: 'Choose the one to work in.' },
      refusal: null,
    };
  }
  if (organisation === null) return { ...base, ...(listed.ok ? seesNothing : notKnown(notListed, enterId)) };
  const probed = await atlassian.probe(organisation.id);
  if (!probed.ok) return { ...base, ...fromFault(probed.fault) };
  if (probed.value === 'usable') return { ...base, check: { state: 'accepted' }, refusal: null };
  // A key with scopes sees an empty list of organisations [LIVE].
  const seesNone = listed.ok && organisations.length === 0;
  return {
    ...base,
    ...(seesNone ? notKnown(likeScoped, connectUnscoped) : notKnown(nobodyToTry, atFirst)),
  };
}

const atFirst =
  'Whether it may deactivate users shows at the first user of a run, before anybody is changed.';
const enterId =
  'Lockstep asks you what it cannot ask Atlassian. Connect again with the organisation ID, so that it can ask more.';
const notListed = 'Atlassian does not list its organisations for it.';
const nobodyToTry = 'Atlassian names no managed account to try it with.';
const likeScoped = 'It sees no organisation, as a key that was created with scopes does.';

/** Atlassian knows the key and opens nothing to it that says more. */
function notKnown(why: string, hint: string): Pick<KeyVerdict, 'check' | 'refusal'> {
  const message = `What this key may do is not known. ${why}`;
  return { check: { state: 'unknown', message, hint }, refusal: null };
}

function seesOthers(
  wanted: string,
  organisations: readonly Organisation[],
): Pick<KeyVerdict, 'check' | 'refusal'> {
  const message = `This key does not see the organisation ${wanted}.`;
  const hint = 'Check the organisation ID, or leave it out and choose.';
  const details = organisations.map((each) => `${each.name} (${each.id})`);
  return {
    check: { state: 'refused', message, hint, detail: null },
    refusal: { code: 'invalid', message, hint, details },
  };
}

const unseen = {
  message: 'This key sees no organisation, as a key that was created with scopes does.',
  hint: connectUnscoped,
};
const seesNothing: Pick<KeyVerdict, 'check' | 'refusal'> = {
  check: { state: 'refused', ...unseen, detail: null, code: 'key-scoped' },
  refusal: { code: 'refused-by-atlassian', ...unseen, details: [] },
};

function fromFault(fault: Fault): Pick<KeyVerdict, 'check' | 'refusal'> {
  const { code, message, hint, detail } = fault;
  const details = detail === null ? [] : [`Atlassian said: ${detail}`];
  if (fault.owner === 'key') {
    return {
      check: { state: 'refused', message, hint, detail, code },
      refusal: { code: 'refused-by-atlassian', message, hint, details },
    };
  }
  // Without a connection, a wrong key cannot be recognised, so the key is not accepted. Other unexpected answers decide
  // nothing.
  const unreachable = fault.owner === 'network';
  return {
    check: { state: 'unchecked', message, hint, code },
    refusal: unreachable ? { code: 'unreachable', message, hint, details } : null,
  };
}
