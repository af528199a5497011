/** The made-up organisation that an admin asks for. */
import { z } from 'zod';

/** The sizes that the page offers, in people. */
export const organisationSizes = [250, 10_000, 100_000] as const;

/** The size and the seed of the made-up organisation. The same seed gives the same people. */
export const organisationSizeSchema = z.object({
  people: z.literal(organisationSizes),
  seed: z.number().int().min(0).max(999_999),
});
export type OrganisationSize = z.infer<typeof organisationSizeSchema>;

/** The demo organisation of a first start. */
export const usualOrganisation: OrganisationSize = { people: 250, seed: 7 };
