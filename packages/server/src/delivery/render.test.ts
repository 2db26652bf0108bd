import { expect, test } from 'vitest';
import { accentColours } from './colour.ts';
import { renderHtml, renderText, type ComposedMail } from './render.ts';
import { isAddress, oneLine, severalLines } from './text.ts';

const letter: ComposedMail = {
  lang: 'en',
  subject: 'Your portal',
  preview: '',
  greeting: 'Hello Ada,',
  paragraphs: ['A paragraph.'],
  facts: [{ name: 'Address', value: '12 rue des Alpes\n69001 Lyon' }],
  button: { label: 'Open my portal', url: 'https://parvis.example/p#token' },
  links: [],
  notes: ['A note.'],
  stop: null,
  company: { name: 'Atelier des Monts', accent: null, lines: ['Phone: 04 72 00 00 00'] },
};

test('the text says all that the page says, the address of the button included', () => {
  expect(renderText(letter)).toBe(`Hello Ada,

A paragraph.

Address: 12 rue des Alpes
  69001 Lyon

Open my portal:
https://parvis.example/p#token

A note.

-- 
Atelier des Monts
Phone: 04 72 00 00 00
`);
});

test('the page says its language and title, has one link, fetches nothing and runs nothing', () => {
  const html = renderHtml(letter);
  expect(html).toContain('<html lang="en">');
  expect(html).toContain('<title>Your portal</title>');
  expect(html.match(/<a /g)).toHaveLength(1);
  expect(html).not.toMatch(/<(img|link|script|style|iframe|object|video|form)\b|url\(|@import|\son\w+=/i);
});

test('tables that only lay out say so to screen readers', () => {
  const tables = renderHtml(letter).match(/<table[^>]*>/g)!;
  expect(tables.every((table) => table.includes('role="presentation"'))).toBe(true);
});

test('words on any accent have a contrast of at least 4.5', () => {
  const luminance = (colour: string) =>
    [0.2126, 0.7152, 0.0722].reduce((sum, share, n) => {
      const channel = Number.parseInt(colour.slice(1 + 2 * n, 3 + 2 * n), 16) / 255;
      return sum + share * (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4);
    }, 0);
  const steps = ['00', '33', '66', '80', '99', 'cc', 'ff'];
  for (const red of steps)
    for (const green of steps)
      for (const blue of steps) {
        const { accent, onAccent } = accentColours(`#${red}${green}${blue}`);
        const [light, dark] = [luminance(accent), luminance(onAccent)].toSorted((a, b) => b - a) as [number, number];
        expect((light + 0.05) / (dark + 0.05), accent).toBeGreaterThanOrEqual(4.5);
      }
});

test('a colour that is none never reaches the page', () => {
  expect(accentColours('red;background:url(//evil.example)').accent).toBe('#1f5f5b');
});

test('text is kept on its line, without what hides or turns what follows', () => {
  expect(oneLine(' a\r\nBcc: b\u202e c ')).toBe('a Bcc: b c');
  expect(severalLines('a\r\n\r\nb\u0007c\n')).toBe('a\n\nb c');
  expect(oneLine('é'.repeat(200))).toHaveLength(150);
});

test('one plain address is an address, anything else is not', () => {
  for (const good of ['nora@atelier.example', "o'neil+x@a.example", 'é@a.example']) expect(isAddress(good)).toBe(true);
  for (const bad of [
    '',
    'nora',
    'a@b@c',
    'a@b.example, c@d.example',
    'a b@c.example',
    '"a"@b.example',
    '<a@b.example>',
    'a@b.example\r\nRCPT TO:<x@y>',
    'a@b.example\n',
  ])
    expect(isAddress(bad), bad).toBe(false);
});

test('a logo comes with the mail, at its size on a page, and its name stands where none is shown', () => {
  const html = renderHtml(
    { ...letter, company: { ...letter.company, name: 'Monts "&" fils' } },
    { cid: 'logo@1', width: 640, height: 240 },
  );
  expect(html).toContain('<img src="cid:logo@1" width="192" height="72" alt="Monts &quot;&amp;&quot; fils"');
  expect(html.match(/<img/g)).toHaveLength(1);
  expect(renderHtml(letter, { cid: 'l', width: 40, height: 20 })).toContain('width="40" height="20"');
  expect(renderHtml(letter, { cid: 'l', width: 640, height: 1 })).toContain('width="280" height="1"');
});
