/** A request for another time, mailed to those in charge; those that follow one another are put into one mail. */
import type { Lang } from '@parvis/sdk/contract';
import { and, desc, eq, inArray, isNull } from 'drizzle-orm';
import { requests } from '../delivery/coalesce.ts';
import { mail, type Content, type MailOf } from '../delivery/mail.ts';
import { oneLine, severalLines } from '../delivery/text.ts';
import type { Store } from '../store/store.ts';
import { readInterventions, toThoseInCharge, type InterventionSubject } from './intervention.mail.ts';
import { when } from './when.ts';

interface RescheduleSubject extends InterventionSubject {
  /** Null once it was answered. */
  wish: string | null;
}

export const rescheduleMail = mail<RescheduleSubject>({
  trigger: { by: ['intervention.reschedule_requested'], to: toThoseInCharge },
  coalesces: requests,
  read: readRequests,
  obstacle({ subjects }, { active }) {
    if (!active) return 'not-active';
    return subjects.length > 0 ? null : 'subject-gone';
  },
  maskedUrl: (told, { url }) => urlOf(url, told),
  urls: async ({ config }, told) => [urlOf(config.url, told)],
  say({ row: { count }, subjects, company }, { lang }) {
    const said = texts[lang];
    const [first] = subjects;
    if (!first) return null;
    const named = ({ intervention, customerName }: RescheduleSubject) =>
      said.named({ number: intervention.number, customer: oneLine(customerName, 80) });
    if (count > 1)
      return {
        ...said.several({ count, named: subjects.length }),
        facts: subjects.map((each) => ({ name: named(each), value: oneLine(each.wish ?? '') || said.answered })),
      };
    const { intervention, customerName, wish } = first;
    const { windowStart, windowEnd } = intervention;
    return {
      ...said.one({ number: intervention.number, customer: oneLine(customerName, 80) }),
      facts: [
        { name: said.wish, value: severalLines(wish ?? '') || said.answered },
        {
          name: said.planned,
          value: windowStart && windowEnd ? when(lang, company.timeZone, windowStart, windowEnd) : '',
        },
        { name: said.description, value: severalLines(intervention.description) },
      ],
    };
  },
});

const urlOf = (url: string, { row: { count, subjectId } }: MailOf<RescheduleSubject>): string =>
  count === 1 ? `${url}/desk#/interventions/${subjectId}` : `${url}/desk#/interventions`;

async function readRequests(store: Store, companyId: string, ids: string[]): Promise<Map<string, RescheduleSubject>> {
  const { read, t } = store;
  const { rescheduleRequests: r } = t;
  const [interventions, requests] = await Promise.all([
    readInterventions(store, companyId, ids),
    read
      .select({ id: r.interventionId, wish: r.wish })
      .from(r)
      .where(and(eq(r.companyId, companyId), inArray(r.interventionId, ids), isNull(r.outcome)))
      .orderBy(desc(r.id)),
  ]);
  const wishes = new Map(requests.map(({ id, wish }) => [id, wish]));
  return new Map([...interventions].map(([id, subject]) => [id, { ...subject, wish: wishes.get(id) ?? null }]));
}

interface RescheduleTexts {
  one(facts: { number: number; customer: string }): Content;
  /** Several in one mail, which names so many of them. */
  several(facts: { count: number; named: number }): Content;
  named(facts: { number: number; customer: string }): string;
  wish: string;
  planned: string;
  description: string;
  answered: string;
}

const fr: RescheduleTexts = {
  one: ({ number, customer }) => ({
    subject: `Empêchement, intervention n° ${number} – ${customer}`,
    paragraphs: [
      `${customer} ne peut pas être là au rendez-vous prévu et demande un autre moment. Replanifiez l’intervention, ou gardez le rendez-vous : le client le verra.`,
    ],
    button: 'Voir l’intervention',
    notes: [],
  }),
  several: ({ count, named }) => ({
    subject: `${count} empêchements`,
    paragraphs: [`${count} clients demandent un autre moment pour leur rendez-vous.`],
    button: 'Voir les interventions',
    notes: count > named ? [count - named === 1 ? 'Et 1 autre.' : `Et ${count - named} autres.`] : [],
  }),
  named: ({ number, customer }) => `N° ${number} – ${customer}`,
  wish: 'Le client propose',
  planned: 'Rendez-vous prévu',
  description: 'Description',
  answered: 'Déjà répondu.',
};

const en: RescheduleTexts = {
  one: ({ number, customer }) => ({
    subject: `Another time wanted for no. ${number} – ${customer}`,
    paragraphs: [
      `${customer} cannot be there at the time that is planned and asks for another. Plan it anew, or keep the appointment: the customer will see which.`,
    ],
    button: 'See the intervention',
    notes: [],
  }),
  several: ({ count, named }) => ({
    subject: `${count} appointments to move`,
    paragraphs: [`${count} requests for another time have come in.`],
    button: 'See the interventions',
    notes: count > named ? [count - named === 1 ? 'And 1 other.' : `And ${count - named} others.`] : [],
  }),
  named: ({ number, customer }) => `No. ${number} – ${customer}`,
  wish: 'They suggest',
  planned: 'Planned for',
  description: 'Description',
  answered: 'Answered already.',
};

const texts: Record<Lang, RescheduleTexts> = { fr, en };
