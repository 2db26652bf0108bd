/**
 * How often somebody may try. Counted in memory: a restart forgives, several processes each count for themselves; what
 * is guarded by it (an argon2id hash, mails) holds without it, too.
 */
import type { CodeOf } from '@parvis/sdk/contract';
import { tooMany } from '../problem.ts';
import { FixedWindowCounter } from './fixed-window.ts';

const minute = 60;
const hour = 60 * minute;

/** So many tries in so many seconds. */
const allowances = {
  /** Signing in, for one account from one address. */
  signInPair: [10, 15 * minute],
  /** From one address, whatever the account: an office may share one. */
  signInAddress: [50, 15 * minute],
  /** For one account from everywhere, but for devices it was signed in on before. */
  signInAccount: [50, 15 * minute],
  /** For one account on a device it was signed in on before: its owner gets in while others try. */
  signInDevice: [10, 15 * minute],
  /** Mails asked for by one address. */
  mailAddress: [20, hour],
  /** Mails to one person. */
  mailPerson: [3, hour],
  /** Exchanges of one link: mail scanners and impatient people included. */
  exchange: [120, 10 * minute],
  /** Looking up which company a link is of, by one address. */
  card: [120, 10 * minute],
  /** Tries of one-time links by one address. */
  oneTime: [60, 15 * minute],
  /** Interventions asked for by one link: people ask for a few a year, a managing agent for a few a day. */
  requestLink: [20, hour],
  /** The same by all links of one contact. */
  requestContact: [40, hour],
  /** The same by all contacts of a company, against many links in one hand. */
  requestCompany: [300, hour],
  /** Files sent by one link, by all of one contact, by all contacts of a company. */
  uploadLink: [60, hour],
  uploadContact: [120, hour],
  uploadCompany: [1000, hour],
  /** Messages written by one link, by all of one contact, by all contacts of a company. */
  messageLink: [60, hour],
  messageContact: [120, hour],
  messageCompany: [1000, hour],
} satisfies Record<string, readonly [number, number]>;

export type Allowance = keyof typeof allowances;

/** `who` has the company before an id: another company may have the same. */
export interface Throttle {
  /** Counts a try; 429 with `code` (`too-many-requests`) when there were too many. */
  take(allowance: Allowance, who: string, code?: CodeOf<429>): Promise<void>;
  /** 429 as `take` would answer now; counts nothing. */
  peek(allowance: Allowance, who: string, code?: CodeOf<429>): Promise<void>;
  /** Counts a try; whether there were too many. */
  exceeds(allowance: Allowance, who: string): Promise<boolean>;
  /** The try was a good one: it does not count. */
  giveBack(allowance: Allowance, who: string): Promise<void>;
}

/** Of each allowance: 4 MB at most, whoever comes. */
const mostCounted = 10_000;

export function createThrottle(): Throttle {
  const counted = new Map<Allowance, FixedWindowCounter>();
  for (const [name, [, seconds]] of Object.entries(allowances))
    counted.set(name as Allowance, new FixedWindowCounter(seconds * 1000, mostCounted));
  const of = (allowance: Allowance): FixedWindowCounter => counted.get(allowance)!;
  const most = (allowance: Allowance): number => allowances[allowance][0];
  const exceeds = (allowance: Allowance, who: string) => of(allowance).add(who) > most(allowance);
  const refusal = (allowance: Allowance, who: string, code?: CodeOf<429>) =>
    tooMany(of(allowance).millisLeft(who) / 1000, code);
  return {
    async take(allowance, who, code) {
      if (exceeds(allowance, who)) throw refusal(allowance, who, code);
    },
    async peek(allowance, who, code) {
      if (of(allowance).count(who) >= most(allowance)) throw refusal(allowance, who, code);
    },
    exceeds: async (allowance, who) => exceeds(allowance, who),
    giveBack: async (allowance, who) => of(allowance).subtract(who),
  };
}

/** Whom an address stands for: of IPv6 the /64 that one subscriber has to themselves. */
export function subscriber(ip: string): string {
  const address = ip.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  const after = tail ? tail.split(':') : [];
  const full =
    tail === undefined
      ? groups
      : [...groups, ...Array<string>(Math.max(0, 8 - groups.length - after.length)).fill('0'), ...after];
  return full
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, '').toLowerCase())
    .join(':');
}
