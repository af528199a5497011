interface Wanted {
  unit?: string;
  digits?: number;
  atMost?: number;
  atLeast?: number;
}
export function figure(what: string, value: number, wanted?: Wanted): void;
export function noFigure(what: string, why: string, wanted: string): void;
