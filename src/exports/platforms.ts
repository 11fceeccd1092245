import type { CustomerRecord } from '../cases/case.ts';
import { domainOf } from '../customers/doubles.ts';
import type { ApprovedPersona } from '../personas/store.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { allowedConditions } from './allowed.ts';
import { countryCode } from './country.ts';
import { toCsv } from './csv.ts';

/** Where a list of customers can go as a file. */
export const platforms = ['google', 'linkedin', 'meta', 'hubspot'] as const;
export type Platform = (typeof platforms)[number];

/** A file for a platform, and what whoever uploads it has to know. */
export type PlatformFile = { text: string; rows: number; warnings: string[] };

type Sheet = {
  header: string[];
  /** `null`: the platform could not match this customer. */
  row: (record: CustomerRecord, persona: ApprovedPersona) => string[] | null;
  /** Advertising: only customers who consented may be in it. */
  needsConsent: boolean;
  /** Fewer rows than this the platform does not take, or does not match. */
  minimumRows: number | null;
};

/** Header rows as the platforms spell them; a changed header is refused there (docs of each platform, November 2026). */
const sheets: Record<Platform, Sheet> = {
  google: {
    header: ['Email', 'First Name', 'Last Name', 'Country', 'Zip', 'Phone'],
    row: ({ texts }) => {
      const { email = '', first_name = '', last_name = '', zip = '' } = texts;
      const [country, phone] = [countryCode(texts.country), e164(texts.phone)];
      const address = [first_name, last_name, country, zip];
      const whole = address.every((part) => part !== '') ? address : ['', '', '', ''];
      return email === '' && phone === '' && whole[0] === '' ? null : [mail(email), ...whole, phone];
    },
    needsConsent: true,
    minimumRows: 1_000,
  },
  linkedin: {
    header: [
      'companyname',
      'companywebsite',
      'companyemaildomain',
      'linkedincompanypageurl',
      'stocksymbol',
      'industry',
      'city',
      'state',
      'companycountry',
      'zipcode',
    ],
    row: ({ name, texts }) => {
      const { industry = '', city = '', state = '', zip = '' } = texts;
      const domain = domainOf(texts.domain) ?? '';
      const country = countryCode(texts.country);
      return name === '' ? null : [name, domain, domain, '', '', industry, city, state, country, zip];
    },
    needsConsent: true,
    minimumRows: 300,
  },
  meta: {
    header: ['email', 'phone', 'fn', 'ln', 'ct', 'st', 'zip', 'country'],
    row: ({ texts }) => {
      const { email = '', first_name = '', last_name = '', city = '', state = '', zip = '' } = texts;
      const phone = e164(texts.phone);
      if (email === '' && phone === '') return null;
      return [mail(email), phone, first_name, last_name, city, state, zip, countryCode(texts.country)];
    },
    needsConsent: true,
    minimumRows: 100,
  },
  hubspot: {
    header: [
      'Company domain name',
      'Company name',
      'Industry',
      'City',
      'State/Region',
      'Country/Region',
      'Negative Persona',
      'Negative Persona Version',
      'Disqualify Reason',
      'Disqualify Evidence Count',
      'Disqualify Reviewed On',
    ],
    row: ({ name, texts }, { body, version, approvedAt }) => {
      const { industry = '', city = '', state = '', country = '' } = texts;
      const domain = domainOf(texts.domain);
      if (domain === null) return null;
      const reason = allowedConditions(body)
        .map(({ text, dimension, value }) => text || `${dimension}: ${value}`)
        .join('; ');
      const count = String(body.caseCount.for);
      const marks = [body.name, String(version), reason, count, approvedAt.slice(0, 10)];
      return [domain, name, industry, city, state, country, ...marks];
    },
    needsConsent: false,
    minimumRows: null,
  },
};

/**
 * The known customers behind a persona as a platform takes them, in the order of their keys.
 * @param cleared how many more have a record and are no problem cases any more
 */
export function platformFile(
  platform: Platform,
  persona: ApprovedPersona,
  records: readonly CustomerRecord[],
  texts: Catalogue['exports']['warnings'],
  cleared = 0,
): PlatformFile {
  const sheet = sheets[platform];
  const allowed = records.filter(({ consent }) => !sheet.needsConsent || consent === true);
  const rows = allowed.map((record) => sheet.row(record, persona)).filter((row) => row !== null);
  const withoutRecord = persona.body.caseCount.for - records.length - cleared;
  const withoutConsent = records.length - allowed.length;
  const unmatched = allowed.length - rows.length;
  const few = sheet.minimumRows !== null && rows.length < sheet.minimumRows;
  const warnings = [
    withoutRecord > 0 ? texts.withoutRecord(withoutRecord, persona.body.caseCount.for) : null,
    cleared > 0 ? texts.cleared(cleared) : null,
    withoutConsent > 0 ? texts.withoutConsent(withoutConsent) : null,
    unmatched > 0 ? texts.unmatched(unmatched, texts.cannot[platform]) : null,
    few && rows.length > 0 ? texts.few(rows.length, texts.minimum[platform]) : null,
  ].filter((warning) => warning !== null);
  return { text: toCsv(sheet.header, rows), rows: rows.length, warnings };
}

function mail(text: string): string {
  return text.trim().toLowerCase();
}

/** With the country's code or not at all: a number without one matches nobody. */
function e164(text = ''): string {
  const digits = text.replaceAll(/[\s().\-/]/g, '').replace(/^00/, '+');
  return /^\+[1-9]\d{6,14}$/.test(digits) ? digits : '';
}
