/** Makes property tests try the same values for every mutant. */
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env.MODEL_SEED) });
