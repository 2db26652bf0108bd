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
import { picture, plan, takes, type Scene } from './pictures.ts';
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
  for (const [file, bytes] of contents) measure(file, bytes);
  return contents;
}

const measure = (file: FileRow, bytes: Buffer) =>
  Object.assign(file, { size: bytes.length, sha256: hash('sha256', bytes) });

/** What the company, whoever else works there, and the customer have put into each dossier. */
export async function addDossierFiles({ rows, company, admin, idAt }: Cast, contents: Contents): Promise<void> {
  const today = rows.interventionMoves.reduce((last, { at }) => (at > last ? at : last), '');
  const drawn = await plan();
  for (const [n, dossier] of rows.dossiers.entries()) {
    const works = rows.interventions.filter(({ dossierId }) => dossierId === dossier.id);
    const end =
      dossier.status === 'open'
        ? today
        : works
            .map(({ date }) => date)
            .toSorted()
            .at(-1)!;
    const { customerId } = rows.dossierParticipants.find(({ dossierId }) => dossierId === dossier.id)!;
    const customer = rows.customers.find(({ id }) => id === customerId)!;
    const contact = rows.contacts.find((each) => each.main && each.customerId === customerId)!;
    const stakeholder = rows.stakeholders.find(({ dossierId }) => dossierId === dossier.id);
    const brought = rows.messages.find(
      (each) => each.dossierId === dossier.id && each.stakeholderId !== null && each.body.includes('plan'),
    );
    const after = (hours: number) => later(dossier.createdAt, hours * 60);
    const add = (owner: string, at: string, given: Named, bytes: Buffer) => {
      if (at > end) return;
      const file: FileRow = {
        id: idAt(at),
        companyId: company.id,
        owner,
        interventionId: null,
        customerId: null,
        dossierId: dossier.id,
        messageId: null,
        size: 0,
        sha256: '',
        width: null,
        height: null,
        ...given,
        thumbnail: given.mediaType === 'application/pdf' ? 'none' : 'pending',
        claimedAt: at,
        createdAt: at,
      };
      rows.files.push(measure(file, bytes));
      contents.set(file, bytes);
    };
    add(
      `member:${admin.id}`,
      after(2),
      { name: 'Descriptif des travaux.pdf', mediaType: 'application/pdf' },
      paper({
        title: 'Descriptif des travaux',
        lines: [
          `${company.name}, ${company.phone}`,
          '',
          `Dossier n° ${dossier.number} : ${dossier.name}`,
          `Client n° ${customer.number} : ${customer.name}`,
          `Établi le ${longDate.format(new Date(dossier.createdAt))}`,
          '',
          ...works.map(({ description }) => description),
          '',
          'Protection des sols et des passages, évacuation des gravats et des anciens appareils.',
          'Essai et mise en service en présence du client.',
        ],
      }),
    );
    if (stakeholder)
      add(
        `stakeholder:${stakeholder.id}`,
        brought?.createdAt ?? after(60),
        { name: 'Plan coté.png', mediaType: 'image/png', width: 1200, height: 900, messageId: brought?.id ?? null },
        drawn,
      );
    if (n % 2 === 0)
      add(
        `contact:${contact.id}`,
        after(26),
        { name: 'Accès au local.jpg', mediaType: 'image/jpeg', width: 1200, height: 900 },
        await picture(sceneOf(works[0]!.description), n),
      );
  }
}
type Named = Pick<FileRow, 'name' | 'mediaType'> & Partial<Pick<FileRow, 'width' | 'height' | 'messageId'>>;

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
      dossierId: null,
      messageId: null,
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
