/**
 * A table as RFC 4180 wants it: CRLF, quotes where needed. A cell that begins like a formula is quoted and otherwise
 * left alone: a platform reads the file, and a phone number has to keep its `+`.
 */
export function toCsv(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [header, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function cell(text: string): string {
  return /[",\r\n]|^[=+\-@\s]|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
