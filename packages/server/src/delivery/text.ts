/** What people typed, on its way into a mail: nothing of it may be taken for a header, for markup, or hide what follows. */

// Controls, and the marks that turn the direction of the text around them.
const unseen = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;
const lineBreak = /\r\n?|\n/g;

/** On one line, as in a subject or beside an address: no longer than `most` characters. */
export const oneLine = (text: string, most = 150): string =>
  shortened(text.replace(unseen, ' ').replace(/\s+/g, ' ').trim(), most);

/** With its line breaks. */
export const severalLines = (text: string, most = 1500): string =>
  shortened(
    text
      .replace(lineBreak, '\n')
      .split('\n')
      .map((line) => line.replace(unseen, ' ').trimEnd())
      .join('\n')
      .trim(),
    most,
  );

function shortened(text: string, most: number): string {
  const characters = Array.from(text);
  return characters.length <= most
    ? text
    : `${characters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** As the text of an element or the value of a quoted attribute. */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character]!);

/**
 * Whether an address may stand in a mail's envelope: one, plain, without anything that a mail server could read as a
 * second one or as a command.
 */
export const isAddress = (email: string): boolean =>
  email.length <= 254 && /^[^\s\p{Cc}@<>()[\]\\,;:"]+@[^\s\p{Cc}@<>()[\]\\,;:"]+$/u.test(email);
