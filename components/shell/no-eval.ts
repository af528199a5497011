/**
 * Keeps zod from making code of its own in the browser: the policy of the page forbids it, and merely trying is
 * reported as an issue of the page. Import it before anything is parsed.
 */
import { config } from 'zod';

if (typeof window !== 'undefined') config({ jitless: true });
