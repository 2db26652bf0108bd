/** The logo of Atelier des Monts: drawn, not fetched; once for light surfaces and once for dark ones. */
import { drawLogo, logoRow } from '../company/company.logo.ts';
import type { Cast } from './atelier.ts';

const inks = {
  light: { peaks: '#1c5d73', flame: '#d9722e', name: '#211f1c' },
  dark: { peaks: '#7fb8cc', flame: '#f0a266', name: '#f1efeb' },
};

const svg = ({ peaks, flame, name }: (typeof inks)['light']) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="144" viewBox="0 0 300 72">
    <path d="M2 62 27 16l13 22 9-14 23 38z" fill="${peaks}"/>
    <path d="M37 60c-8-3-10-10-5-16 1 3 3 4 4 4 0-5 1-9 5-12 0 6 8 9 7 17-1 4-4 6-7 7 2-4 1-7-2-9-3 3-4 6-2 9z" fill="${flame}"/>
    <text x="84" y="33" font-family="sans-serif" font-size="24" font-weight="700" fill="${name}">Atelier</text>
    <text x="84" y="60" font-family="sans-serif" font-size="24" font-weight="400" fill="${name}">des Monts</text>
  </svg>`;

export async function addLogo({ company, rows }: Cast): Promise<void> {
  for (const scheme of ['light', 'dark'] as const) {
    const { content, ...size } = await drawLogo(company.id, Buffer.from(svg(inks[scheme])));
    const row = logoRow(company.id, content);
    rows.logos.push(row);
    company.logo = { ...company.logo, [scheme]: { id: row.id, ...size } };
  }
}
