/** Everybody and every customer the database knows by name. */
export type Identities = {
  /** Names of customers, their domains. */
  customers: string[];
  /** Names of colleagues and of contacts at customers. */
  people: string[];
  /** What a reviewer said is somebody's name. */
  hidden?: string[];
};

export type Found = { start: number; end: number; kind: 'customer' | 'person' | 'contact' };
