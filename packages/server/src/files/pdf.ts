/** PDF as readers take it, which is wider than the letter of ISO 32000-1. */
import { open } from 'node:fs/promises';

/** Readers look for the mark there (Annex H, 3.4.1): servers and mailers put lines of their own before it. */
const headLength = 1024;
/** Some put a page of theirs behind the end. */
const tailLength = 64 * 1024;

export async function isPdf(path: string): Promise<boolean> {
  return (await bytesOf(path, 0, headLength)).includes('%PDF-');
}

/** Whether it has an end: one that was cut off on its way does not. */
export async function isWholePdf(path: string, size: number): Promise<boolean> {
  return (await bytesOf(path, Math.max(0, size - tailLength), tailLength)).includes('%%EOF');
}

async function bytesOf(path: string, from: number, length: number): Promise<Buffer> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, from);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
