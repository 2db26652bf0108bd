/** What is written in a discussion, under the days on which it was: for customers and for the company alike. */
import type { Message } from '@parvis/sdk';
import { html, nothing } from 'lit';
import { day, exactly, time, type Calendar } from '../shared/dates.ts';
import { linked } from './linked.ts';
import type { Messages } from './messages.ts';
import type { words as french } from './thread.fr.ts';

interface Reader {
  calendar: Calendar;
  words: typeof french;
  /** Who may write is invited to write the first. */
  mayWrite: boolean;
  /** What stands in place of the text of a message, where more can be done with it than read it. */
  own?: (message: Message, text: unknown) => unknown;
}

export const messageList = ({ items, loaded, next, readEarlier }: Messages, reader: Reader) => {
  const { words: w, mayWrite } = reader;
  return html`<div>
    ${next ? html`<div class="stack"><button class="bare earlier" @click=${readEarlier}>${w.earlier}</button></div>` : nothing}
    ${loaded && !items.length ? html`<p class="quiet">${mayWrite ? w.none : w.noneYet}</p>` : days(items, reader)}
  </div>`;
};

function days(items: readonly Message[], reader: Reader) {
  const { calendar } = reader;
  const byDay = new Map<string, Message[]>();
  for (const message of items) {
    const name = day(calendar, message.createdAt);
    byDay.set(name, [...(byDay.get(name) ?? []), message]);
  }
  return [...byDay].map(
    ([name, messages]) =>
      html`<h4 class="day small quiet">${name}</h4>
        <ol>
          ${messages.map((message) => oneOf(message, reader))}
        </ol>`,
  );
}

function oneOf(message: Message, { calendar, words: w, own }: Reader) {
  const { author, body, createdAt, editedAt, withdrawnAt } = message;
  const text = withdrawnAt
    ? html`<p class="quiet">${w.withdrawn}</p>`
    : html`<p class="text" dir="auto">${linked(body)}</p>`;
  return html`<li class="message ${author.isMe ? 'mine' : ''}" data-id=${message.id}>
    <p class="small quiet">
      <bdi>${author.isMe ? w.you : author.name}</bdi>
      <time datetime=${createdAt} title=${exactly(calendar, createdAt)}>${time(calendar, createdAt)}</time>
      ${editedAt && !withdrawnAt ? html`<span title=${exactly(calendar, editedAt)}>· ${w.edited}</span>` : nothing}
    </p>
    ${own?.(message, text) ?? text}
  </li>`;
}

/** Skeletons of messages, as large as these most often are. */
export const messageSkeletons = () =>
  html`<div class="stack" aria-hidden="true">
    ${[0, 1, 2].map(() => html`<i class="skeleton message">&nbsp;<br />&nbsp;</i>`)}
  </div>`;
