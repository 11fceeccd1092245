/** An amount of US dollars as short as it may be: "0.12", "3.40", "0.0004". */
export function dollars(usd: number): string {
  if (usd === 0) return '0';
  return usd >= 0.01 ? usd.toFixed(2) : usd.toPrecision(1);
}
