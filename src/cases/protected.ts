/** Names that are protected when they stand alone. */
const alone = new Set(
  `age ages generation birthday orientation family children colour color health union race caste
   пол возраст семья дети вера здоровье раса каста`.split(/\s+/),
);

/** Words that mark a protected trait wherever they stand in a dimension's name. */
const anywhere = new Set(
  `gender sex sexual pregnant pregnancy maternity marital ethnicity ethnic racial religion religious faith
   nationality citizenship immigrant illness disability disabled genetic political politics birth
   гендер национальность гражданство религия этнос инвалидность беременность`.split(/\s+/),
);

/** Several words that mark one together; `company_age` and `health_care` are not among them. */
const together =
  `age_group age_band age_range age_bracket contact_age customer_age buyer_age person_age owner_age
   family_status national_origin number_of_children has_children health_status health_condition union_member
   skin_colo семейное_положение политические_взгляды`.split(/\s+/);

/**
 * True where a dimension's key names a protected trait (age, gender, family status, ethnicity, religion, health,
 * nationality, ...), whatever the script or the file says of it: such a trait may describe, never exclude.
 */
export function namesProtectedTrait(key: string): boolean {
  const name = key
    .trim()
    .toLowerCase()
    .replace(/[\s.-]+/g, '_');
  if (alone.has(name)) return true;
  return name.split('_').some((part) => anywhere.has(part)) || together.some((words) => name.includes(words));
}
