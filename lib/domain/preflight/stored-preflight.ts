/**
 * The names of a prediction's fields in the database: those of the first version, since sealed plans keep their bytes.
 */
import { objectCodec } from '#lib/domain/text/codec';

/** Translates the prediction for one user. */
export const predictionCodec = objectCodec({ cure: 'hint' });
