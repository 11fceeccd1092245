import type { Claim } from '../evidence/evidence.ts';
import type { PersonaBody } from '../personas/persona.ts';
export type Approved = { body: PersonaBody; version: number; approvedAt: string; claims: Claim[] };
