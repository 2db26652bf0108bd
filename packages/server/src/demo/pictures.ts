/** Photographs of the demo: drawn, not fetched. Each is a scene in a few shapes, in one of several lights. */
import { loadSharp } from '../files/pictures.ts';
import { seeded } from './random.ts';

export type Scene = 'boiler' | 'radiator' | 'leak' | 'heatPump' | 'waterHeater' | 'bathroom';

const width = 1200;
const height = 900;

const lights = [
  { wall: '#e9e4da', floor: '#b9a68c', shade: '#00000022', ink: '#3d4448' },
  { wall: '#dfe6e4', floor: '#8c9690', shade: '#0000001f', ink: '#2f3b40' },
  { wall: '#cfd3d8', floor: '#6f7378', shade: '#00000033', ink: '#24292d' },
  { wall: '#f0e6d6', floor: '#a8805b', shade: '#0000001c', ink: '#4b3a2c' },
] as const;
type Light = (typeof lights)[number];

/** How many different pictures there are of a scene. */
export const takes = lights.length;

/** A JPEG of a scene as a telephone would have taken it. */
export async function picture(scene: Scene, take: number): Promise<Buffer> {
  const light = lights[take % lights.length]!;
  const chance = seeded(take * 7919 + scene.length * 104_729);
  const tilt = (chance.next() - 0.5) * 3;
  const zoom = 1.04 + chance.next() * 0.16;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
    <defs>
      <linearGradient id="wall" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="${light.wall}"/><stop offset="1" stop-color="${light.wall}" stop-opacity="0.72"/></linearGradient>
      <linearGradient id="metal" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#d9dde0"/><stop offset="0.5" stop-color="#9aa2a8"/><stop offset="1" stop-color="#c8cdd1"/></linearGradient>
      <linearGradient id="copper" x1="0" y1="0" x2="1" y2="0"><stop offset="0" stop-color="#8d4a2b"/><stop offset="0.45" stop-color="#d98b60"/><stop offset="1" stop-color="#8d4a2b"/></linearGradient>
      <radialGradient id="lamp" cx="${0.3 + chance.next() * 0.4}" cy="0.1" r="0.9"><stop offset="0" stop-color="#fff" stop-opacity="0.5"/><stop offset="1" stop-color="#000" stop-opacity="0.28"/></radialGradient>
    </defs>
    <rect width="${width}" height="${height}" fill="${light.ink}"/>
    <g transform="rotate(${tilt} 600 450) translate(600 450) scale(${zoom}) translate(-600 -450)">
      <rect width="${width}" height="${height}" fill="url(#wall)"/>
      <rect y="730" width="${width}" height="170" fill="${light.floor}"/>
      <rect y="724" width="${width}" height="10" fill="${light.shade}"/>
      ${scenes[scene](light)}
    </g>
    <rect width="${width}" height="${height}" fill="url(#lamp)"/>
  </svg>`;
  const sharp = await loadSharp();
  return await sharp(Buffer.from(svg)).jpeg({ quality: 82 }).toBuffer();
}

/** A PNG of the plan of a plant room, as an architect would send it. */
export async function plan(): Promise<Buffer> {
  const ink = '#1f2a30';
  const measure = (x: number, y: number, length: number, text: string, turned = false) => `
    <g transform="translate(${x} ${y})${turned ? ' rotate(-90)' : ''}" stroke="${ink}" stroke-width="2">
      <path d="M0 0H${length}M0 -12V12M${length} -12V12"/>
      <text x="${length / 2}" y="-14" font-size="26" text-anchor="middle" fill="${ink}" stroke="none" font-family="sans-serif">${text}</text>
    </g>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
    <rect width="${width}" height="${height}" fill="#fff"/>
    <path d="M220 160H980V720H700M600 720H220Z" fill="none" stroke="${ink}" stroke-width="18"/>
    <path d="M600 720A100 100 0 0 1 700 620V720" fill="none" stroke="${ink}" stroke-width="3"/>
    <path d="M640 160V420H980" fill="none" stroke="${ink}" stroke-width="10"/>
    <rect x="720" y="190" width="150" height="110" fill="none" stroke="${ink}" stroke-width="4"/><path d="M720 190l150 110M870 190L720 300" stroke="${ink}" stroke-width="2"/>
    <circle cx="330" cy="280" r="70" fill="none" stroke="${ink}" stroke-width="4"/><path d="M400 280H640M795 300V420" stroke="#b3372c" stroke-width="5" fill="none"/><path d="M400 310H610V450H795" stroke="#2c5fb3" stroke-width="5" fill="none"/>
    ${measure(220, 110, 760, '3,80 m')}${measure(170, 720, 560, '2,80 m', true)}${measure(640, 470, 340, '1,70 m')}
    <text x="220" y="820" font-size="30" fill="${ink}" font-family="sans-serif">Local technique, plan coté, échelle 1:20</text>
  </svg>`;
  const sharp = await loadSharp();
  return await sharp(Buffer.from(svg)).png({ compressionLevel: 9 }).toBuffer();
}

const pipe = (x: number, from: number, to: number, thickness = 22) =>
  `<rect x="${x}" y="${from}" width="${thickness}" height="${to - from}" fill="url(#copper)"/>`;
const box = (x: number, y: number, w: number, h: number, r: number, fill: string) =>
  `<rect x="${x + 10}" y="${y + 14}" width="${w}" height="${h}" rx="${r}" fill="#00000030"/><rect x="${x}" y="${y}" width="${w}" height="${h}" rx="${r}" fill="${fill}"/>`;
const valve = (x: number, y: number, colour: string) =>
  `<circle cx="${x}" cy="${y}" r="26" fill="${colour}"/><rect x="${x - 6}" y="${y - 58}" width="12" height="58" rx="6" fill="${colour}"/>`;

const scenes: Record<Scene, (light: Light) => string> = {
  boiler: ({ ink }) => `
    ${[470, 540, 610, 680].map((x) => pipe(x, 560, 760)).join('')}
    <rect x="560" y="0" width="90" height="150" fill="url(#metal)"/>
    ${box(420, 140, 360, 440, 18, '#f7f7f5')}
    <rect x="420" y="460" width="360" height="6" fill="#00000018"/>
    <rect x="520" y="490" width="160" height="58" rx="8" fill="${ink}"/><text x="600" y="530" font-size="34" fill="#8fe3b0" text-anchor="middle" font-family="monospace">1,4</text>
    <circle cx="470" cy="519" r="20" fill="#d8dadb"/><circle cx="730" cy="519" r="20" fill="#d8dadb"/>
    ${valve(481, 650, '#b3372c')}${valve(691, 650, '#2c5fb3')}`,
  radiator: ({ ink }) => `
    ${Array.from({ length: 9 }, (_, n) => box(280 + n * 72, 300, 60, 380, 26, '#f4f3ef')).join('')}
    <rect x="276" y="330" width="650" height="18" rx="9" fill="#e3e1db"/><rect x="276" y="630" width="650" height="18" rx="9" fill="#e3e1db"/>
    ${pipe(236, 640, 760, 18)}<rect x="236" y="628" width="50" height="18" fill="url(#copper)"/>
    <rect x="205" y="560" width="80" height="70" rx="20" fill="#fff"/><text x="245" y="606" font-size="30" text-anchor="middle" fill="${ink}" font-family="sans-serif">3</text>`,
  leak: ({ ink }) => `
    <path d="M150 150h900v110H700q-30 0-30 30v130q0 80-80 80t-80-80V290q0-30-30-30H150z" fill="url(#metal)"/>
    <rect x="640" y="300" width="70" height="40" rx="6" fill="${ink}" opacity="0.5"/>
    ${[0, 1, 2].map((n) => `<path d="M590 ${540 + n * 62}q-17 30 0 44q17-14 0-44" fill="#6fb3d9"/>`).join('')}
    <ellipse cx="590" cy="770" rx="240" ry="34" fill="#6fb3d9" opacity="0.65"/><ellipse cx="560" cy="762" rx="110" ry="12" fill="#fff" opacity="0.5"/>
    <path d="M430 640h320l-40 130H470z" fill="#c0473a"/><ellipse cx="590" cy="640" rx="160" ry="26" fill="#8f2f25"/><ellipse cx="590" cy="642" rx="136" ry="18" fill="#6fb3d9"/>`,
  heatPump: ({ ink }) => `
    <rect width="1200" height="470" fill="#bcd3e2"/><path d="M0 470L260 250l180 150 260-260 300 270 200-120v180z" fill="#8ea7a2"/>
    <rect y="620" width="1200" height="280" fill="#86a06b"/>
    ${box(330, 330, 560, 390, 16, '#eceeed')}
    <circle cx="610" cy="525" r="165" fill="${ink}"/>${Array.from({ length: 8 }, (_, n) => `<path d="M610 525q60-40 40-150q-60 20-40 150" transform="rotate(${n * 45} 610 525)" fill="#5b666c"/>`).join('')}
    <circle cx="610" cy="525" r="34" fill="#d9dde0"/>
    ${Array.from({ length: 5 }, (_, n) => `<rect x="810" y="${390 + n * 40}" width="50" height="10" rx="5" fill="#c4c9cb"/>`).join('')}
    <rect x="370" y="720" width="90" height="30" fill="#6b6f72"/><rect x="760" y="720" width="90" height="30" fill="#6b6f72"/>`,
  waterHeater: ({ ink }) => `
    ${box(430, 90, 330, 520, 120, '#f6f5f1')}
    <rect x="430" y="500" width="330" height="6" fill="#00000014"/><text x="595" y="330" font-size="40" text-anchor="middle" fill="${ink}" opacity="0.55" font-family="sans-serif">200 L</text>
    ${pipe(500, 600, 760)}${pipe(670, 600, 760)}
    ${valve(511, 680, '#2c5fb3')}${valve(681, 680, '#b3372c')}
    <rect x="560" y="560" width="70" height="50" rx="10" fill="${ink}"/>`,
  bathroom: ({ ink }) => `
    ${Array.from({ length: 7 }, (_, n) => `<path d="M0 ${n * 104}H1200M${n * 200} 0V728" stroke="#00000014" stroke-width="4"/>`).join('')}
    <rect x="690" y="120" width="16" height="420" rx="8" fill="url(#metal)"/><ellipse cx="690" cy="130" rx="90" ry="22" fill="#aab1b6"/>
    ${Array.from({ length: 9 }, (_, n) => `<path d="M${620 + n * 17} 160v${220 + (n % 3) * 60}" stroke="#9fd0ea" stroke-width="4" stroke-dasharray="20 16" opacity="0.8"/>`).join('')}
    <rect x="520" y="640" width="420" height="96" rx="10" fill="#fbfbfa"/>
    ${box(140, 430, 300, 120, 14, '#8a6f52')}<rect x="130" y="400" width="320" height="36" rx="12" fill="#fbfbfa"/>
    <rect x="170" y="120" width="240" height="220" rx="120" fill="#cfe3ea"/><path d="M280 400v-50q0-20 20-20h30" stroke="${ink}" stroke-width="14" fill="none"/>`,
};
