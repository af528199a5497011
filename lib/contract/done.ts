/** The HTTP API in types: the empty answer of a request that was carried out. */
import { z } from 'zod';

/** The answer says nothing: its status is enough. */
export const doneSchema = z.object({});
