/** The name under which a file is saved on somebody's computer. */
import { create } from 'content-disposition';
import type { File } from '@parvis/sdk/contract';

const endings: Record<File['mediaType'], RegExp> = {
  'image/jpeg': /\.jpe?g$/i,
  'image/png': /\.png$/i,
  'image/webp': /\.webp$/i,
  'application/pdf': /\.pdf$/i,
};

/**
 * As typed, less what a file system or a reader could be deceived with: path separators, control characters, marks that
 * turn the direction of writing (`gpj.exe` shown as `exe.jpg`). Its ending always says what the content is.
 */
function downloadName(name: string, mediaType: File['mediaType']): string {
  const plain = name
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '')
    .replace(/[/\\:*?"<>|]/g, '-')
    .trim()
    .replace(/^\.+/, '');
  if (endings[mediaType].test(plain)) return plain;
  return `${plain || 'document'}.${mediaType.split('/')[1]}`.replace(/\.jpeg$/, '.jpg');
}

/** RFC 6266: a plain name for old programs, the true one beside it. */
export const attachment = (name: string, mediaType: File['mediaType']): string => create(downloadName(name, mediaType));
