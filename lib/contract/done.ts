/** The HTTP API in types: the empty answer of a request that was carried out. */
import { z } from 'zod';

/** An answer without content: its status is enough. */
export const doneSchema = z.object({});
