/** Facts about the organisation as a whole, each with its time or with the reason why it is not known. Pure. */
import { z } from 'zod';
import { type Person, personSchema } from '#lib/domain/account/person';
import { type Known, neverAsked } from '#lib/domain/directory/known';

/** An organisation admin. */
export const organisationAdminSchema = personSchema.extend({ active: z.boolean() });
export type OrganisationAdmin = z.infer<typeof organisationAdminSchema>;

/** The facts that guards need; each costs one request or a few. */
export interface OrganisationFacts {
  /** Every organisation admin. */
  admins: Known<readonly OrganisationAdmin[]>;
  /** People in Atlassian's last answer about organisation admins who do not have the role according to it. */
  mayBeAdmins: readonly Person[];
  /** Active managed accounts. */
  activeAccounts: Known<number>;
  /** The accounts of programs, by Atlassian's list. */
  serviceAccounts: Known<readonly Person[]>;
  /** The account of the key's owner. */
  ownAccount: Known<Person>;
}

/** The facts of an organisation before any question. */
export const noFacts: OrganisationFacts = {
  admins: neverAsked,
  mayBeAdmins: [],
  activeAccounts: neverAsked,
  serviceAccounts: neverAsked,
  ownAccount: neverAsked,
};
