/** The bytes of the demo's files: drawn photographs of what each intervention is about, and a few papers. */
import { hash, randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { incomingFolder } from '../files/intake.ts';
import { contentKey } from '../storage/storage.ts';
import type { Services } from '../services.ts';
import type { Cast } from './atelier.ts';
import { later } from './calendar.ts';
import { paper, type Paper } from './paper.ts';
import { picture, takes, type Scene } from './pictures.ts';
import type { Rows } from './rows.ts';

type FileRow = Rows['files'][number];
/** Bytes by file. */
export type Contents = Map<FileRow, Buffer>;

/** Adds the papers, draws the photographs, and fills in what follows from the bytes. */
export async function contentsOf(cast: Cast): Promise<Contents> {
  const contents: Contents = new Map();
  const drawn = new Map<string, Promise<Buffer>>();
  const interventions = new Map(cast.rows.interventions.map((row) => [row.id, row]));
  for (const [index, file] of cast.rows.files.entries()) {
    const scene = sceneOf(interventions.get(file.interventionId!)!.description);
    const name = `${scene} ${index % takes}`;
    if (!drawn.has(name)) drawn.set(name, picture(scene, index));
    contents.set(Object.assign(file, { width: 1200, height: 900 }), await drawn.get(name)!);
  }
  addPapers(cast, contents);
  for (const [file, bytes] of contents) Object.assign(file, { size: bytes.length, sha256: hash('sha256', bytes) });
  return contents;
}

export async function storeContents({ storage, config }: Services, contents: Contents): Promise<void> {
  const folder = incomingFolder(config.data);
  await mkdir(folder, { recursive: true });
  for (const [file, bytes] of contents) {
    const path = join(folder, randomUUID());
    await writeFile(path, bytes);
    await storage.put(contentKey(file), path, file.mediaType);
  }
}

const scenesByWord: readonly (readonly [RegExp, Scene])[] = [
  [/pompe à chaleur|unité extérieure/i, 'heatPump'],
  [/fuite|robinet|évacuation|évier|coule|canalisation/i, 'leak'],
  [/chauffe-eau|ballon|eau tiède/i, 'waterHeater'],
  [/salle de bain|salle d’eau|douche/i, 'bathroom'],
  [/radiateur/i, 'radiator'],
];
const sceneOf = (description: string): Scene => scenesByWord.find(([word]) => word.test(description))?.[1] ?? 'boiler';

const longDate = new Intl.DateTimeFormat('fr', { dateStyle: 'long', timeZone: 'Europe/Paris' });

function addPapers({ rows, company, admin, idAt }: Cast, contents: Contents): void {
  const add = (
    name: string,
    at: string,
    holder: { customerId: string; interventionId: string | null },
    page: Paper,
  ) => {
    const file: FileRow = {
      id: idAt(at),
      companyId: company.id,
      owner: `member:${admin.id}`,
      ...holder,
      name,
      mediaType: 'application/pdf',
      size: 0,
      sha256: '',
      width: null,
      height: null,
      thumbnail: 'none',
      claimedAt: at,
      createdAt: at,
    };
    rows.files.push(file);
    contents.set(file, paper(page));
  };

  const [first] = rows.customers;
  const contracted = [first!, ...rows.customers.filter(({ kind }) => kind === 'organization').slice(0, 2)];
  for (const { id, name, number, createdAt } of contracted) {
    add(
      'Contrat d’entretien.pdf',
      createdAt,
      { customerId: id, interventionId: null },
      {
        title: 'Contrat d’entretien',
        lines: [
          `${company.name}, ${company.phone}`,
          '',
          `Client n° ${number} : ${name}`,
          `Signé le ${longDate.format(new Date(createdAt))}, reconduit chaque année.`,
          '',
          'Une visite d’entretien par an pour chaque appareil, déplacement compris.',
          'Dépannage sous 24 heures ouvrées, pièces en sus au tarif en vigueur.',
          'Attestation remise après chaque visite.',
        ],
      },
    );
  }
  const maintained = rows.interventions.filter(({ type, status }) => type === 'entretien' && status === 'signed');
  const reported = [...maintained.filter(({ customerId }) => customerId === first!.id), ...maintained.slice(-10)];
  for (const { id, number, customerId, windowEnd, description, address } of new Set(reported)) {
    add(
      `Attestation d’entretien ${number}.pdf`,
      later(windowEnd!, 30),
      { customerId, interventionId: id },
      {
        title: `Attestation d’entretien n° ${number}`,
        lines: [
          `${company.name}, ${company.phone}`,
          '',
          `Visite du ${longDate.format(new Date(windowEnd!))}`,
          `${address.line1}, ${address.postalCode} ${address.city}`,
          '',
          description,
          'Monoxyde de carbone dans l’air ambiant : 0 ppm. Rendement conforme.',
          'Prochaine visite dans un an.',
        ],
      },
    );
  }
}
