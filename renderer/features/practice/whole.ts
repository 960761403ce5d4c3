/** A whole number as typed. @returns undefined when it is not one, or outside `least` to `most` */
export function wholeBetween(typed: string, least: number, most: number): number | undefined {
  const text = typed.trim();
  if (!/^-?\d{1,9}$/.test(text)) return undefined;
  const value = Number(text);
  return value >= least && value <= most ? value : undefined;
}
