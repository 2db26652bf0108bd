/** What others wrote in all dossiers of somebody since the morning before, for who has chosen one mail a day. */
import { inTheMorning } from '../delivery/coalesce.ts';
import { mail, type MailOf, type NewMail } from '../delivery/mail.ts';
import { oneLine } from '../delivery/text.ts';
import { messageTexts } from './message.mail-texts.ts';
import { dossierUrl, isMember, maskedUrl, readMessages, toTheOthers, type MessageSubject } from './message.mail.ts';
import { writtenBy } from './message.rules.ts';

export const messageDigestMail = mail<MessageSubject>({
  trigger: { by: ['message.created'], to: toTheOthers('digest') },
  coalesces: inTheMorning,
  list: 'messages',
  read: readMessages,
  obstacle({ row, subjects }) {
    if (subjects.length === 0) return 'subject-gone';
    return subjects.some((each) => isMailed(each, row)) ? null : 'recipient-gone';
  },
  maskedUrl: ({ row, company }, { url }) => maskedUrl(row, company, url, row.dossierId ?? ''),
  async urls(s, told) {
    const urls: string[] = [];
    for (const [{ dossier }] of dossiersIn(told)) urls.push(await dossierUrl(s, told, dossier.id));
    return urls;
  },
  say(told, { lang }) {
    const { row, company } = told;
    const dossiers = dossiersIn(told);
    const [[first] = []] = dossiers;
    if (!first) return null;
    const texts = messageTexts[lang];
    const count = dossiers.reduce((sum, messages) => sum + messages.length, 0);
    const most = Math.min(mostOfOne, Math.floor(mostCharacters / count));
    const said = ({ message, names }: MessageSubject) =>
      `${oneLine(writtenBy(message, names, !isMember(row)).name ?? '', 40)}${texts.colon} ${oneLine(message.body, most)}`;
    const label = ({ dossier }: MessageSubject) =>
      texts.dossier({ number: dossier.number, name: oneLine(dossier.name, 80) });
    return {
      subject: texts.digest(oneLine(company.name, 80)),
      preview: said(first),
      paragraphs: [texts.ofDay(count)],
      facts: dossiers.map((messages) => ({ name: label(messages[0]), value: messages.map(said).join('\n') })),
      // Several addresses stand where one button would, each called by its dossier.
      button: dossiers.length === 1 ? texts.button : null,
      links: dossiers.length === 1 ? [] : dossiers.map(([each]) => label(each)),
      notes: [
        ...(row.count > 1 + row.gathered.length ? [texts.more] : []),
        texts.answer,
        ...(isMember(row) ? [] : [dossiers.length === 1 ? texts.personal : texts.personals]),
      ],
    };
  },
});

/** As in a mail of few messages (`message.mail.ts`), with who wrote each of a hundred. */
const mostCharacters = 6000;
const mostOfOne = 300;

const isMailed = ({ mailed }: MessageSubject, { recipient }: MailOf<unknown>['row']): boolean =>
  mailed.has(recipient as NewMail['recipient']);

/** Those that its reader still takes part in, in the order in which they were first written in; of a mail that left, all. */
function dossiersIn({ row, subjects }: Pick<MailOf<MessageSubject>, 'row' | 'subjects'>) {
  const told = row.status === 'sent' ? subjects : subjects.filter((each) => isMailed(each, row));
  return [...Map.groupBy(told, ({ dossier }) => dossier.id).values()] as [MessageSubject, ...MessageSubject[]][];
}
