/** Checks what a key may do, as far as Atlassian answers that without a write. */

import { connectUnscoped } from '#lib/domain/connection/api-key';
import type { KeyCheck, Organisation } from '#lib/domain/connection/connection';
import type { Fault } from '#lib/domain/outcome/answer';
import type { EngineErrorCode } from '#lib/engine/errors';
import type { Atlassian } from '#lib/engine/ports';

/** The result of a check, before its time is added. */
type Undated<Check extends KeyCheck> = Check extends KeyCheck ? Omit<Check, 'at'> : never;

/** The result of checking a key. */
export interface KeyVerdict {
  organisation: Organisation | null;
  organisations: Organisation[];
  check: Undated<KeyCheck>;
  /** Why a key that was just typed is not accepted; null if it is. */
  refusal: { code: EngineErrorCode; message: string; hint: string; details: string[] } | null;
}

/**
 * Asks which organisations the key sees, then whether it may manage an account of the chosen one. No request tells
 * which scopes a key has [DOC]. Only the second question distinguishes a key with scopes from one without.
 */
export async function checkKey(atlassian: Atlassian, wanted: string | undefined): Promise<KeyVerdict> {
  const listed = await atlassian.organisations();
  const organisations = listed.ok ? listed.value : [];
  const known = organisations.find((each) => each.id === wanted);
  const only = wanted === undefined && organisations.length === 1 ? (organisations[0] ?? null) : null;
  const asked = wanted === undefined ? null : { id: wanted, name: wanted };
  const organisation = known ?? only ?? asked;
  const base = { organisation, organisations };

  if (!listed.ok) return { ...base, ...fromFault(listed.fault) };
  if (wanted !== undefined && !known && organisations.length > 0) {
    const message = `This key does not see the organisation ${wanted}.`;
    const hint = 'Check the organisation ID, or leave it out and choose.';
    const details = organisations.map((each) => `${each.name} (${each.id})`);
    return {
      ...base,
      check: { state: 'refused', message, hint, detail: null },
      refusal: { code: 'invalid', message, hint, details },
    };
  }
  if (organisation === null && organisations.length > 1) {
    const message = 'The key sees several organisations.';
    return {
      ...base,
      check: { state: 'unchecked', message, hint: 'Choose the one to work in.' },
      refusal: null,
    };
  }
  if (organisation === null) return { ...base, ...seesNothing };
  const probed = await atlassian.probe(organisation.id);
  if (!probed.ok) return { ...base, ...fromFault(probed.fault) };
  // A key with scopes sees an empty list of organisations [LIVE]. It would still pass if it could manage an account.
  if (probed.value === 'unknown' && organisations.length === 0) return { ...base, ...seesNothing };
  if (probed.value === 'unknown') {
    const message = 'Atlassian knows the key; whether it may deactivate users shows at the first one.';
    return { ...base, check: { state: 'unchecked', message, hint: '' }, refusal: null };
  }
  return { ...base, check: { state: 'accepted' }, refusal: null };
}

const unseen = {
  message: 'This key sees no organisation, as a key that was created with scopes does.',
  hint: connectUnscoped,
};
const seesNothing: Pick<KeyVerdict, 'check' | 'refusal'> = {
  check: { state: 'refused', ...unseen, detail: null },
  refusal: { code: 'refused-by-atlassian', ...unseen, details: [] },
};

function fromFault(fault: Fault): Pick<KeyVerdict, 'check' | 'refusal'> {
  const { message, hint, detail } = fault;
  const details = detail === null ? [] : [`Atlassian said: ${detail}`];
  if (fault.owner === 'key') {
    return {
      check: { state: 'refused', message, hint, detail },
      refusal: { code: 'refused-by-atlassian', message, hint, details },
    };
  }
  // Without a connection, a wrong key cannot be recognised, so the key is not accepted. Other unexpected answers decide
  // nothing.
  const unreachable = fault.owner === 'network';
  return {
    check: { state: 'unchecked', message, hint },
    refusal: unreachable ? { code: 'unreachable', message, hint, details } : null,
  };
}
