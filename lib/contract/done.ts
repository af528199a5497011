/** The HTTP API in types: the empty answer of a request that was carried out. */
import { z } from 'zod';

export const doneSchema = z.object({});
