/**
 * The names of a plan's parts in the database and in the text under its digest. They are those of the first version, so
 * that plans of every version can be read and keep their digest.
 */
import { arrayCodec, objectCodec, textCodec } from '#lib/domain/text/codec';

/** Translates the alarms of a plan. */
export const alarmsCodec = arrayCodec(objectCodec({}, { code: textCodec({ brake: 'size-limit' }) }));

/** Translates the terms of a plan. */
export const termsCodec = objectCodec({ brake: 'sizeLimit' }, { alarms: alarmsCodec });

/** Translates the options of the run. */
export const optionsCodec = objectCodec({ lanes: 'concurrency' });

/** Translates a whole plan, without its users. */
export const planCodec = objectCodec({}, { options: optionsCodec, terms: termsCodec });
