/**
 * A percentage as text: `8 %`, `88.9 %`, `25.04 %`, `less than 0.1 %`. It has as many decimals as it takes not to read
 * as a whole number that it is not: 25.04 % exceeds a limit of 25 %, and 99.97 % is not everybody.
 */
export function percentText(percent: number): string {
  if (percent > 0 && percent < 0.1) return 'less than 0.1 %';
  const texts = [1, 2, 3].map((decimals) => percent.toFixed(decimals));
  return `${texts.find((text) => !Number.isInteger(Number(text))) ?? Math.round(percent)} %`;
}
