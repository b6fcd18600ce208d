/* How a large file is cut into parts, and what is said of each; without a page or a network. */

export interface Standing {
  readonly id: string;
  readonly offset: number;
  readonly part: number;
}

/** Longer and longer waits between tries, in milliseconds. */
export function waitAfter(tries: number): number {
  return Math.min(1000 * 2 ** tries, 30_000);
}

/** What comes next of the file. */
export function partAt(file: Blob, standing: Standing): Blob {
  return file.slice(standing.offset, standing.offset + standing.part);
}

/** In hex; empty where the page is not served in a way that lets browsers reckon it. */
export async function digestOf(part: Blob): Promise<string> {
  if (!window.isSecureContext) return "";
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await part.arrayBuffer()));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
