/**
 * The names of a preflight's parts in the database. They are those of the first version, so that the data of every
 * version can be read. The predictions of a sealed plan keep their bytes.
 */
import { objectCodec } from '#lib/domain/text/codec';

const explained = objectCodec({ cure: 'hint' });

/** Translates the prediction for one user. */
export const predictionCodec = explained;

/** Translates the answer to one question about one account. */
export const accountAnswerCodec = explained;

/** Translates what is known about the organisation as a whole. */
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
