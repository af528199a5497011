/** The view of the connection. It contains the last four characters of the key at most. */
import { z } from 'zod';
import { messageSchema } from '#lib/domain/text/message';

/** An organisation that a key can see. */
const organisationSchema = z.object({ id: z.string(), name: z.string() });
export type Organisation = z.infer<typeof organisationSchema>;

/**
 * The latest state of the key. `unchecked` says why nothing could be learnt, so that checking again may help.
 * `unknown`: Atlassian knows the key, and opens nothing to it from which its permissions could be learnt.
 */
const keyCheckSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('accepted'), at: z.number() }),
  z.object({
    state: z.literal('unchecked'),
    at: z.number(),
    message: messageSchema,
    hint: messageSchema,
    /** The kind of the answer that left it unchecked, a `FaultCode`; absent if there was none. */
    code: z.string().optional(),
  }),
  z.object({ state: z.literal('unknown'), at: z.number(), message: messageSchema, hint: messageSchema }),
  z.object({
    state: z.literal('refused'),
    at: z.number(),
    message: messageSchema,
    hint: messageSchema,
    detail: z.string().nullable(),
    /** The kind of the answer, a `FaultCode`; absent if no answer refused it. */
    code: z.string().optional(),
  }),
]);
export type KeyCheck = z.infer<typeof keyCheckSchema>;

/** The computer's keychain: there is none, it can be used, it keeps the key, or it failed to. */
const keychainSchema = z.enum(['none', 'offered', 'keeps', 'refused']);
export type KeychainState = z.infer<typeof keychainSchema>;

/** The connection to an organisation, or that there is none. */
export const connectionSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('none'), typedKeyUrl: z.string(), keychain: keychainSchema }),
  z.object({
    state: z.literal('connected'),
    /** The address to which a typed key is sent. Only the program's environment can set it. */
    typedKeyUrl: z.string(),
    keychain: keychainSchema,
    source: z.enum(['demo', 'typed', 'environment', 'remembered']),
    apiUrl: z.string(),
    /** The last four characters of the key, the only ones that the page ever gets. */
    keyTail: z.string(),
    /** Null if there are several organisations to choose from, or if none is known. */
    organisation: organisationSchema.nullable(),
    organisations: z.array(organisationSchema),
    check: keyCheckSchema,
    /**
     * The day on which the key expires, according to the admin; null if not given. Atlassian does not provide it
     * [SPEC].
     */
    expiresOn: z.iso.date().nullable(),
  }),
]);
export type Connection = z.infer<typeof connectionSchema>;
