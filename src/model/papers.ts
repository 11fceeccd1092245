import { numbered } from './accounts.ts';

const day = String.raw`(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}\.?\s\p{L}{3,9}\.?,?\s\d{4}|\p{L}{3,9}\s\d{1,2},?\s\d{4})`;

/** Papers of a person by the words that stand before their numbers, and the day of birth. */
export const papers = [
  /(?<!\p{L})паспорт\p{L}{0,2}[\s:,-]{0,3}(?:сери[яи][\s:]{1,2})?\d{2}\s?\d{2}[\s,]{0,2}(?:номер|№|N)?\s?\d{6}(?!\d)/giu,
  // Papers with letters in their numbers: "driving licence ABBOT806150J99XY".
  new RegExp(
    String.raw`(?<!\p{L})(?:[Ll]icen[cs]e|[Pp]ermit|[Pp]assport|[Vv]isa|[Пп]аспорта?|[Уу]достоверени[ея])${numbered}(?=[A-Z]*\d)[A-Z\d]{9,20}(?![\p{L}\d])`,
    'gu',
  ),
  // "NI number QQ 12 34 56 C", "tax no. 12/345/67890": five figures at least.
  new RegExp(
    String.raw`(?<!\p{L})(?:NI|[Nn]ational [Ii]nsurance|[Ii]nsurance|[Ss]ocial [Ss]ecurity|SSN|[Tt]ax|[Ii]dentity|ID|[Ll]icen[cs]e|[Pp]assport|Steuer|Sozialversicherungs|Personal|[Пп]олиса?)[\s-]?(?:[Nn]umber|[Nn]ummer|[Nn]o\.?|[Nn]r\.?|[Cc]ard|№)${numbered}(?=(?:[A-Z /-]{0,3}\d){5})[A-Z\d][A-Z\d /-]{4,20}[A-Z\d](?![\p{L}\d])`,
    'gu',
  ),
  new RegExp(
    String.raw`(?<!\p{L})(?:born|dob|d\.o\.b\.|birth\s?da(?:y|te)|date of birth|geb\.|geboren|geburtsdatum|né[e]?|дата рождения|д\.\s?р\.|родил(?:ся|ась)|г\.\s?р\.)\W{1,3}(?:(?:on|am|is|le|в)\s)?(?:the\s)?${day}`,
    'giu',
  ),
];
