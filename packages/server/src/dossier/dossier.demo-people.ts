/** Who takes part in the demo's dossiers beside their customers, what each calls them by, and what has been written in them. */
import { fold } from '../fold.ts';
import type { DemoRows } from '../feature.ts';

type Rows = DemoRows['rows'];
type Dossier = Rows['dossiers'][number];
type Stakeholder = Rows['stakeholders'][number];

const architect = {
  name: 'Inès Morel',
  email: 'ines@morel-architecture.example',
  role: 'Architecte',
  reference: 'Affaire 24-117',
};
const electrician = {
  name: 'Karim Belaïd',
  email: 'contact@belaid-electricite.example',
  role: 'Électricien, sous-traitant',
  reference: 'BE-0832',
};

/** Who says what, one day after the other. */
const talk: readonly (readonly ['customer' | 'company' | 'stakeholder', string])[] = [
  ['customer', 'Bonjour, le matériel est-il arrivé ? Je suis là tous les matins de la semaine.'],
  ['company', 'Bonjour, il est à l’atelier depuis hier. Nous venons comme convenu : comptez une matinée.'],
  ['stakeholder', 'Je passe la veille vérifier les cotes. Merci de laisser l’accès libre.'],
  ['customer', 'Entendu, je dégage le passage. Faut-il être présent toute la matinée ?'],
  ['company', 'Au début et à la fin seulement : nous faisons l’essai ensemble avant de partir.'],
  ['stakeholder', 'C’est vérifié, vous pouvez y aller. Voici le plan coté.'],
  ['customer', 'Merci à tous les deux, c’est très propre.'],
];

export function addPeople({ rows, admin, idAt }: DemoRows): void {
  const today = rows.interventionMoves.reduce((last, { at }) => (at > last ? at : last), '');
  for (const [n, dossier] of rows.dossiers.entries()) {
    const participants = rows.dossierParticipants.filter(({ dossierId }) => dossierId === dossier.id);
    for (const [which, participant] of participants.entries()) {
      const customer = rows.customers.find(({ id }) => id === participant.customerId);
      if (customer?.kind === 'organization') participant.reference = `BC 26-${String(140 + n)}`;
      else if (which === 0 && n % 3 === 0) participant.reference = 'Travaux de la maison';
    }
    const stakeholder = n % 3 === 0 ? add(dossier, architect) : n % 3 === 1 ? add(dossier, electrician) : null;
    const contact = rows.contacts.find(({ customerId, main }) => main && customerId === participants[0]?.customerId);
    const authors = {
      customer: contact && { contactId: contact.id },
      company: { memberId: admin.id },
      stakeholder: stakeholder && { stakeholderId: stakeholder.id },
    };
    const end = dossier.status === 'open' ? today : lastWork(dossier);
    for (const [by, body] of talk) {
      const createdAt = later(dossier.createdAt, dossier.lastPosition);
      const author = authors[by];
      if (createdAt > end) break;
      if (!author) continue;
      rows.messages.push({
        id: idAt(createdAt),
        companyId: dossier.companyId,
        dossierId: dossier.id,
        position: ++dossier.lastPosition,
        memberId: null,
        contactId: null,
        stakeholderId: null,
        ...author,
        body,
        sentUnder: null,
        createdAt,
        editedAt: null,
        withdrawnAt: null,
        version: 1,
      });
    }
  }

  function add({ id: dossierId, companyId, createdAt }: Dossier, who: typeof architect): Stakeholder {
    const row: Stakeholder = {
      ...who,
      id: idAt(createdAt),
      companyId,
      dossierId,
      emailFolded: fold(who.email),
      lang: 'fr',
      createdAt,
      removedAt: null,
      version: 1,
    };
    rows.stakeholders.push(row);
    return row;
  }

  function lastWork({ id }: Dossier): string {
    const dates = rows.interventions.flatMap(({ dossierId, date }) => (dossierId === id ? [date] : []));
    return dates.toSorted().at(-1) ?? '';
  }
}

/** Forty minutes after it was opened, then a day and ten minutes after one another. */
const later = (since: string, count: number): string =>
  new Date(Date.parse(since) + 40 * 60_000 + count * 1450 * 60_000).toISOString();
