/**
 * The names that parts of a plan have in the database and in the text of its digest. They are those of the first version,
 * so that plans of every version can be read and have the digest that they were sealed with.
 */
import { arrayCodec, objectCodec, textCodec } from '#lib/domain/text/codec';

/** The alarms of a plan. */
export const alarmsCodec = arrayCodec(objectCodec({}, { code: textCodec({ brake: 'size-limit' }) }));

/** The terms of a plan. */
export const termsCodec = objectCodec({ brake: 'sizeLimit' }, { alarms: alarmsCodec });

/** The options of the run. */
export const optionsCodec = objectCodec({ lanes: 'concurrency' });

/** A whole plan, without its users. */
export const planCodec = objectCodec({}, { options: optionsCodec, terms: termsCodec });
