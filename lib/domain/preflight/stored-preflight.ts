/**
 * The names that parts of a preflight have in the database. They are those of the first version, so that what every
 * version stored can be read; the predictions of a sealed plan stay byte for byte.
 */
import { objectCodec } from '#lib/domain/text/codec';

const explained = objectCodec({ cure: 'hint' });

/** What is expected for one user. */
export const predictionCodec = explained;

/** The answer to one question about one account. */
export const accountAnswerCodec = explained;

/** What is known of the organisation as a whole. */
export const recordCodec = objectCodec(
  {},
  {
    parts: objectCodec(
      {},
      {
        accounts: explained,
        admins: explained,
        provisioned: explained,
        permissions: explained,
        tokens: explained,
      },
    ),
  },
);
