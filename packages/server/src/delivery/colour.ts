/** The company's colour in its mails, always with words that can be read on it. */
const ours = '#1f5f5b';

/** Relative luminance (WCAG 2.2). */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

/** Black or white, whichever reads better: above 4.5:1 on any colour. */
export function accentColours(accent: string | null): { accent: string; onAccent: string } {
  const colour = accent !== null && /^#[0-9a-f]{6}$/i.test(accent) ? accent : ours;
  return { accent: colour, onAccent: luminance(colour) > 0.179 ? '#000000' : '#ffffff' };
}
