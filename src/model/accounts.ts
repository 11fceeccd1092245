/** Nobody writes an amount so: "account 1250000 euros" is one, "account 55779911" is none. */
const NO_AMOUNT = String.raw`(?!\d|[.,]\d|\s?(?:[€$£₽%]|eur|usd|gbp|rub|руб|евро|долл|р\.))`;
export const numbered = String.raw`(?:\s*(?:number|num\.?|no\.?|nr\.?|№|#|is|:))*\s*`;

/** Accounts and banks by the words that stand before them, and British sort codes by their shape. */
export const accounts = [
  /\bsort[\s-]?codes?\W{0,3}(?:is\s)?\d{2}[- ]?\d{2}[- ]?\d{2}(?!\d)/giu,
  /\bsort\W{0,3}\d{2}([- ])\d{2}\1\d{2}(?!\d)/giu,
  /(?<![\d-])\d{2}-\d{2}-\d{2}[\s,;/]{1,3}(?:(?:account|acct?|ac|a\/c|no|number)\W{1,3}){0,2}\d{7,8}(?!\d)/giu,
  new RegExp(
    String.raw`(?<!\p{L})(?:account|acct?\.?|a\/c|konto(?:nummer)?|compte)${numbered}(?!(?:19|20)\d\d-(?:19|20)\d\d(?!\d))(?:\d{4}(?: \d{4}){1,4}|\d[\d-]{5,19})${NO_AMOUNT}`,
    'giu',
  ),
  new RegExp(
    String.raw`(?<!\p{L})(?:сч[её]т|р\/с|р\/сч[её]т|к\/с|корр?\.?\s?сч[её]т)${numbered}\d{7,20}${NO_AMOUNT}`,
    'giu',
  ),
  new RegExp(
    String.raw`(?<!\p{L})(?:routing|aba|blz|bsb|бик|инн|кпп|огрн(?:ип)?|окпо|снилс|vat|ust-?id|siret|siren)(?:\s+code)?${numbered}\p{Lu}{0,2}\d[\d -]{4,18}\d(?!\d)`,
    'giu',
  ),
  // In small letters it is an article: "ein 20 000 Euro teures Projekt".
  /\bEIN(?:\s+(?:number|no\.?))?\W{0,3}(?:is\s)?\d{2}[ -]?\d{7}(?!\d)/gu,
  /\b(?:BIC|SWIFT)(?:[\s-]?code)?\W{1,3}[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?\b/gu,
];
