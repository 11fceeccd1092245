import type { CustomerRecord } from '../cases/case.ts';
import { domainOf } from '../customers/doubles.ts';
import type { Disqualifier } from '../personas/persona.ts';
import type { ApprovedPersona } from '../personas/store.ts';
import { parseRange } from '../scripts/range.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { isPlace, mayExclude } from './allowed.ts';
import type { PlatformFile } from './platforms.ts';

type Filter = {
  filterType: 'PROPERTY';
  property: string;
  operation: Record<string, unknown> & { operationType: string; operator: string };
};

/**
 * The body of `POST /crm/v3/lists` for a list of companies: those that meet the rule, and the known customers behind
 * the persona by domain. The root is OR and its branches are AND, as HubSpot wants it. A rule that HubSpot's own
 * properties cannot express whole is left out: part of a rule would exclude more than the persona does.
 *
 * @param conditions the whole rule: a micro persona's begins with its parent's
 * @returns `null` where neither the rule nor a domain is left
 */
export function hubspotList(
  { body, version }: ApprovedPersona,
  conditions: readonly Disqualifier[],
  records: readonly CustomerRecord[],
  texts: Catalogue['exports']['warnings'],
): PlatformFile | null {
  const cannotServe = body.category === 'out_of_reach';
  const rule = conditions.every(({ dimension }) => mayExclude(dimension, cannotServe))
    ? ruleFilters(conditions)
    : [];
  const domains = [...new Set(records.flatMap(({ texts }) => domainOf(texts.domain) ?? []))].sort();
  const branches = [
    ...(rule.length > 0 ? [rule] : []),
    ...(domains.length > 0 ? [[property('domain', 'MULTISTRING', 'IS_EQUAL_TO', { values: domains })]] : []),
  ];
  if (branches.length === 0) return null;
  const list = {
    name: `Negative persona: ${body.name} v${version}`,
    objectTypeId: '0-2',
    processingType: 'DYNAMIC',
    filterBranch: {
      ...branch('OR'),
      filterBranches: branches.map((filters) => ({ ...branch('AND'), filters })),
    },
  };
  const warnings = rule.length > 0 ? [] : [texts.domainsOnly];
  return { text: `${JSON.stringify(list, null, 2)}\n`, rows: domains.length, warnings };
}

function branch(kind: 'OR' | 'AND') {
  return {
    filterBranchType: kind,
    filterBranchOperator: kind,
    filters: [] as Filter[],
    filterBranches: [] as unknown[],
  };
}

function ruleFilters(conditions: readonly Disqualifier[]): Filter[] {
  const filters: Filter[] = [];
  for (const condition of conditions) {
    const own = filtersOf(condition);
    if (own.length === 0) return [];
    filters.push(...own);
  }
  return filters;
}

function filtersOf({ dimension, operator, value }: Disqualifier): Filter[] {
  const values = (Array.isArray(value) ? value : [String(value)]).map((each) => each.trim());
  if (dimension === 'company_size') return sizeFilters(operator, values);
  if (operator !== 'is' && operator !== 'in') return [];
  if (dimension === 'industry') {
    const named = values.map((each) => each.toUpperCase().replaceAll(/\W+/g, '_'));
    return [property('industry', 'ENUMERATION', 'IS_ANY_OF', { values: named })];
  }
  return isPlace(dimension) ? [property(dimension, 'MULTISTRING', 'IS_EQUAL_TO', { values })] : [];
}

/** Bands become borders: `1-10` is more than 0 and less than 11. */
function sizeFilters(operator: Disqualifier['operator'], [value, ...others]: string[]): Filter[] {
  const employees = (is: 'IS_LESS_THAN' | 'IS_GREATER_THAN', border: number) =>
    property('numberofemployees', 'NUMBER', is, { value: border });
  if (value === undefined || others.length > 0) return [];
  if (operator === 'at_least') return [employees('IS_GREATER_THAN', Number(value) - 1)];
  if (operator === 'at_most') return [employees('IS_LESS_THAN', Number(value) + 1)];
  const range = parseRange(value);
  if (!range || operator !== 'is') return [];
  return [
    ...(Number.isFinite(range.min)
      ? [employees('IS_GREATER_THAN', range.minOpen ? range.min : range.min - 1)]
      : []),
    ...(Number.isFinite(range.max)
      ? [employees('IS_LESS_THAN', range.maxOpen ? range.max : range.max + 1)]
      : []),
  ];
}

function property(name: string, type: string, operator: string, more: Record<string, unknown>): Filter {
  const operation = { operationType: type, operator, ...more, includeObjectsWithNoValueSet: false };
  return { filterType: 'PROPERTY', property: name, operation };
}
