import { loadDeclared } from '../cases/store.ts';
import type { Database } from '../database/open.ts';
import { phraseOf } from '../personas/phrases.ts';
import { approvedPersonas } from '../personas/store.ts';
import { textsIn } from '../text/catalogue.ts';
import type { Language } from '../text/language.ts';
import { columnsPicture } from './columns.ts';
import { driversPicture } from './drivers.ts';
import { mapPicture } from './map.ts';
import { loadDrivers, loadInterviews, loadVerdicts, mapped, type Span } from './store.ts';
import type { Picture } from './svg.ts';

/** The pictures of the last of these weeks; none that would be empty. */
export async function picturesOf(
  db: Database,
  workspace: number,
  weeks: readonly Span[],
  language: Language,
): Promise<Picture[]> {
  const { pictures: texts, personas, lookup, summary } = textsIn(language);
  const dimensions = await loadDeclared(db, workspace);
  const words = (trait: { dimension: string; value: string }) =>
    phraseOf(dimensions, language, personas, trait).short;
  const named: Record<string, string> = summary.roles;
  const drivers = await loadDrivers(db, workspace, weeks.at(-1)?.to ?? '', words);
  const interviews = await loadInterviews(db, workspace, weeks, (role) => named[role] ?? role);
  const verdicts = await loadVerdicts(db, workspace, weeks, texts.verdictNames);
  const personaMap = mapped(await approvedPersonas(db, workspace), lookup.kinds);
  const isEmpty = ({ values }: { values: number[][] }) => values.flat().every((value) => value === 0);
  return [
    ...(drivers.length === 0 ? [] : [driversPicture(drivers, texts)]),
    ...(isEmpty(interviews) ? [] : [columnsPicture('interviews', texts.weeks, interviews)]),
    ...(isEmpty(verdicts) ? [] : [columnsPicture('verdicts', texts.verdicts, verdicts)]),
    ...(personaMap.length === 0 ? [] : [mapPicture(personaMap, texts)]),
  ];
}
