import { newId } from './ids.ts';

type Upload = { name: string; length: number; alt: string; bytes: Buffer | null };

const KEPT = 50;

export type Files = ReturnType<typeof createFiles>;

/** Files that the app uploads: in memory, the newest fifty. */
export function createFiles() {
  const uploads = new Map<string, Upload>();
  return {
    announce(name: string, length: number, alt: string): string {
      for (const old of uploads.keys()) if (uploads.size >= KEPT) uploads.delete(old);
      const id = newId('F');
      uploads.set(id, { name, length, alt, bytes: null });
      return id;
    },
    /** Takes the bytes of an announced file; false for an unknown file or a wrong length. */
    fill(id: string, bytes: Buffer): boolean {
      const upload = uploads.get(id);
      if (!upload || upload.length !== bytes.length) return false;
      upload.bytes = bytes;
      return true;
    },
    get: (id: string): Upload | undefined => uploads.get(id),
    drop: (id: string): boolean => uploads.delete(id),
  };
}
