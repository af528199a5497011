/** Requests that come in two shapes. */
import { z } from 'zod';

/**
 * A request of one of two shapes, told apart by whether `field` is there. Unlike in a union, what is wrong is said of
 * the one shape that was meant, so that it names the field.
 */
export function byField<Having extends z.ZodObject, Lacking extends z.ZodObject>(
  field: keyof Having['shape'] & string,
  having: Having,
  lacking: Lacking,
) {
  return z
    .custom<z.input<Having> | z.input<Lacking>>()
    .transform((body: unknown, context): z.output<Having> | z.output<Lacking> => {
      const meant = typeof body === 'object' && body !== null && field in body ? having : lacking;
      const parsed = meant.safeParse(body);
      if (parsed.success) return parsed.data;
      for (const issue of parsed.error.issues)
        context.issues.push({ ...issue, input: body } as z.core.$ZodRawIssue);
      return z.NEVER;
    });
}
