import type { DemoRows } from '../feature.ts';
import { addPeople } from './dossier.demo-people.ts';

type Work = DemoRows['rows']['interventions'][number];

/** How many customers have had more done than a repair, and follow it in a dossier. */
const wanted = 12;

/** What was installed or renovated for a customer, as one dossier each; the first customer’s begins with a visit for what is to be. */
export function addDossiers(demo: DemoRows): void {
  const { rows, company, idAt } = demo;
  const [one] = rows.customers;
  const works = rows.interventions.filter(
    ({ type, customerId }) =>
      type === 'installation' || type === 'renovation' || (type === 'visite' && customerId === one?.id),
  );
  const byCustomer = Map.groupBy(works, ({ customerId }) => customerId);
  const dossiers = rows.customers.flatMap(({ id }) => [byCustomer.get(id) ?? []]).filter(({ length }) => length > 0);
  // Numbers were given out in the order in which they were opened.
  for (const theirs of dossiers
    .slice(0, wanted)
    .toSorted(([one], [other]) => (one!.createdAt < other!.createdAt ? -1 : 1)))
    addDossier(theirs);

  // One is a couple's, who are two customers.
  const [first] = rows.dossiers;
  const taking = rows.dossierParticipants[0]?.customerId;
  const partner = rows.customers.findLast(({ id, kind }) => kind === 'person' && id !== taking);
  if (first && partner)
    rows.dossierParticipants.push({
      companyId: company.id,
      dossierId: first.id,
      customerId: partner.id,
      reference: '',
    });
  addPeople(demo);

  function addDossier(theirs: Work[]): void {
    const [begun] = theirs as [Work];
    const isOver = theirs.every(({ type, status }) => type !== 'visite' && ['signed', 'cancelled'].includes(status));
    const id = idAt(begun.createdAt);
    rows.dossiers.push({
      id,
      companyId: company.id,
      number: ++company.dossierNumber,
      // What it is about, without how it is done.
      name: capital(begun.description.replace(/^Visite technique avant devis pour une /, '').split(/ ?[:,.]/)[0]!),
      status: isOver ? 'closed' : 'open',
      startsOn: begun.windowStart?.slice(0, 10) ?? null,
      lastPosition: 0,
      createdAt: begun.createdAt,
      version: isOver ? 2 : 1,
    });
    rows.dossierParticipants.push({
      companyId: company.id,
      dossierId: id,
      customerId: begun.customerId,
      reference: '',
    });
    for (const work of theirs) work.dossierId = id;
  }
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
