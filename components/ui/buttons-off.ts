/** The reason why buttons that send requests are off. */
import { createContext } from 'react';

/** `text` is a tooltip, and `id` is that of the element on the page that says more. */
interface Reason {
  text: string;
  id: string;
}

/** Null while requests can be sent. */
export const ButtonsOff = createContext<Reason | null>(null);
