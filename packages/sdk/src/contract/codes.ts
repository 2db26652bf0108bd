/**
 * Every code that crosses the wire, each with a sentence for who programs against Parvis: what it means, and what to do.
 * Closed lists: the server can tell of nothing else, and the reference (`openapi.json`, `docs/codes.md`) is made of them.
 * What people read stands in the screens' own words. Imports nothing: the SDK takes types from it.
 */

/** Names of a list, as schemas and tables take them. */
const namesOf = <Name extends string>(list: Record<Name, unknown>) => Object.keys(list) as [Name, ...Name[]];

interface Told {
  /** HTTP status that it comes with. */
  status: number;
  sentence: string;
}

/** What a request is refused with: `code` of a problem document (RFC 9457). */
export const problemCodes = {
  malformed: { status: 400, sentence: 'The request cannot be read: `detail` says what is wrong with it.' },
  interrupted: { status: 400, sentence: 'The upload ended before all of it had come: send the file again.' },

  unauthorized: {
    status: 401,
    sentence: 'Nobody is signed in, or no longer: send an access token or API key that is valid.',
  },
  'invalid-credentials': {
    status: 401,
    sentence: 'E-mail and password do not belong together: ask for them again, or offer a new password by mail.',
  },
  'session-expired': { status: 401, sentence: 'The session is over: open another one.' },
  'signed-out': { status: 401, sentence: 'The session was ended, here or elsewhere: open another one.' },
  'link-expired': {
    status: 401,
    sentence: 'The secure link has passed its date: `POST /links/renewals` mails a new one to the address on file.',
  },
  'link-invalid': {
    status: 401,
    sentence: 'The secure link was revoked, or is none of ours: ask for the e-mail and mail a new one.',
  },
  'ticket-ended': {
    status: 401,
    sentence:
      'The address of the download has ended with the session it was given to: read again what it is of for another.',
  },

  forbidden: {
    status: 403,
    sentence: 'Not for this caller to do: ask with the role, right or kind of session it needs.',
  },
  'part-off': {
    status: 403,
    sentence: 'The company has switched this part of the portal off for the customer: do not offer it.',
  },
  preview: { status: 403, sentence: 'A preview shows and changes nothing: only the customer’s own session can.' },
  'password-required': {
    status: 403,
    sentence:
      'The member’s password was typed over ten minutes ago: `POST /session/password`, then send the same again.',
  },
  'administrators-only': { status: 403, sentence: 'Only an administrator makes, or changes, an administrator.' },
  'beyond-own-rights': {
    status: 403,
    sentence: 'That member holds a role or rights that the caller does not: let an administrator change them.',
  },
  'key-in-browser': {
    status: 403,
    sentence:
      'An API key was sent from a web page, where everybody can read it: use it on a server, and replace this one.',
  },
  'origin-not-allowed': {
    status: 403,
    sentence: 'The page’s origin is not among the company’s `allowedOrigins`, or not our own where it has to be.',
  },

  'not-found': {
    status: 404,
    sentence: 'Does not exist, or is out of the caller’s sight: nobody can tell which.',
  },
  'method-not-allowed': {
    status: 405,
    sentence: 'The path is known, but not by this method: `Allow` names those that it has.',
  },
  'request-timeout': { status: 408, sentence: 'The request did not end in time: send it again.' },

  'choose-company': {
    status: 409,
    sentence: 'The e-mail belongs to members of several `companies`: sign in again with the `companyId` of one.',
  },
  'already-active': { status: 409, sentence: 'The member has chosen a password already and needs no invitation.' },
  'own-account': {
    status: 409,
    sentence: 'Nobody deactivates themselves or changes their own role or rights: let another administrator do it.',
  },
  'last-administrator': {
    status: 409,
    sentence: 'The company would be left without an active administrator: make another one first.',
  },
  'has-keys': {
    status: 409,
    sentence: 'API keys of this member (`keys`) carry more than they are left with: say `keep` or `revoke` in `keys`.',
  },
  'limit-reached': { status: 409, sentence: 'There are as many as there may be (`most`): remove some first.' },
  'too-many-files': {
    status: 409,
    sentence: '50 uploaded files wait to be claimed: claim or delete some first.',
  },
  'intervention-full': {
    status: 409,
    sentence: 'The intervention holds 50 files, as many as it can: delete some first.',
  },
  'move-not-allowed': {
    status: 409,
    sentence: 'The intervention is not in a state from which it can be changed so: read it again, and decide again.',
  },
  'dossier-closed': {
    status: 409,
    sentence: 'The dossier is closed, or archived, and takes no change: a member of the office can reopen it first.',
  },
  'has-interventions': {
    status: 409,
    sentence:
      'The customer has interventions in the dossier (`count`, those in the bin too), so that they cannot leave it: they stay in it with their work.',
  },
  'message-too-old': {
    status: 409,
    sentence: 'A message is corrected or withdrawn within 15 minutes of being sent: write another one.',
  },
  'in-bin': {
    status: 409,
    sentence:
      'It is in the bin, or what it belongs to is: take that out of it first (`PATCH` with `binned: false`), or leave it alone.',
  },
  'already-sent': { status: 409, sentence: 'The mail has left already.' },
  'given-up': {
    status: 409,
    sentence: 'The mail cannot leave any more: what it brings was replaced, or whom or what it is about is gone.',
  },
  'reply-lost': {
    status: 409,
    sentence:
      'This was done before under the same `Idempotency-Key`, and its answer can no longer be read: read what came of it.',
  },

  'file-damaged': { status: 410, sentence: 'The stored file is not what was uploaded: ask its sender for it again.' },
  stale: {
    status: 412,
    sentence: 'It was changed since the caller read it: read it again, and send the change with the new version.',
  },
  'too-large': { status: 413, sentence: 'The body is too large: send less at once.' },
  'file-too-large': { status: 413, sentence: 'The file is larger than 25 MB: send a smaller one.' },
  'unsupported-media-type': { status: 415, sentence: 'The body must be `application/json` in UTF-8, not compressed.' },
  'unsupported-file': {
    status: 415,
    sentence: 'Not a JPEG, PNG, WebP or PDF, judged by its content: convert it first.',
  },
  'heic-not-supported': { status: 415, sentence: 'A HEIC picture, which is not taken: send it as JPEG.' },
  'expectation-failed': {
    status: 417,
    sentence: '`Expect` asks for something else than `100-continue`: leave it out.',
  },

  invalid: { status: 422, sentence: '`errors` says which fields cannot be taken, and why.' },
  'unsupported-order': {
    status: 422,
    sentence: 'No index keeps what these filters find in this order: ask for another `sort`, or for fewer filters.',
  },
  'idempotency-key-reused': {
    status: 422,
    sentence: 'The `Idempotency-Key` stands for another request already: take a new one for each thing to be done.',
  },
  'broken-file': { status: 422, sentence: 'The file is damaged and cannot be read: send a sound one.' },
  'too-many-pixels': { status: 422, sentence: 'The picture has more pixels than are taken: send a smaller one.' },
  'picture-too-slow': {
    status: 422,
    sentence: 'The picture takes too long to process: send it as an ordinary JPEG, or smaller.',
  },
  'if-match-required': { status: 428, sentence: 'A change must say by `If-Match` from which `version` it was made.' },

  'too-many-requests': { status: 429, sentence: 'Too many tries: again after `Retry-After` seconds.' },
  'hourly-limit': {
    status: 429,
    sentence:
      'The link, contact or company has used up what customers may do in an hour: again after `Retry-After` seconds.',
  },
  'too-many-streams': {
    status: 429,
    sentence: 'The viewer has as many live streams open as they may: close some, or share one.',
  },
  'headers-too-large': { status: 431, sentence: 'The headers have more than 16 kB together: send fewer.' },

  internal: { status: 500, sentence: 'Our mistake: it is in the log under the `X-Request-Id` of the answer.' },
  unavailable: {
    status: 503,
    sentence: 'The database does not answer at the moment: again after `Retry-After` seconds.',
  },
  'storage-unavailable': {
    status: 503,
    sentence: 'The storage of files does not answer at the moment: again after a while.',
  },
  'not-ready': {
    status: 503,
    sentence: 'The server does not serve yet, or no longer: `failing` says what is amiss (`/readyz`).',
  },
  'storage-full': {
    status: 507,
    sentence: 'The server’s disk is full: nothing was kept; again once its owner has made room.',
  },
} as const satisfies Record<string, Told>;
export type ProblemCode = keyof typeof problemCodes;
export const problemCodeNames = namesOf(problemCodes);
/** The codes of one status. */
export type CodeOf<Status extends number> = {
  [Code in ProblemCode]: (typeof problemCodes)[Code]['status'] extends Status ? Code : never;
}[ProblemCode];

/** What the SDK itself says where no problem document came. `http-502` and the like stand for a status without one. */
export const clientCodes = {
  offline: 'No answer came: no network, a time-out, or something between that is not Parvis. It may have arrived.',
  'get-session-failed':
    'The page’s own `getSession` threw something of its own, which the console shows: neither a `fetch` that failed nor a status.',
  'viewer-changed': 'Another person has signed in since the call was made: its answer is not for them.',
} as const satisfies Record<string, string>;
export const clientCodeNames = namesOf(clientCodes);
/** What `ParvisError.code` can be. */
export type ErrorCode = ProblemCode | keyof typeof clientCodes | `http-${number}`;

/** Why one field cannot be taken: `code` in `errors` of `invalid`. */
export const fieldCodes = {
  required: 'It must be given, and say something.',
  invalid: 'It has not the form or kind that the reference gives for it.',
  'too-long': 'The text has more characters than are kept.',
  'too-short': 'The text has too few characters.',
  'too-many': 'The list has more entries than are taken.',
  'too-few': 'The list has too few entries.',
  'too-big': 'The number is too large.',
  'too-small': 'The number is too small.',
  'not-a-number': 'It must be a number.',
  'not-a-text': 'This field of the company’s own holds a text.',
  'not-a-date': 'This field of the company’s own holds a date, as 2026-12-03.',
  'not-a-choice': 'Only a field of the kind `choice` has `choices`.',
  unstorable: 'The text holds NUL or half a surrogate pair, which no database keeps: take it out.',
  'unknown-field': 'There is no such field here: a slip in its name, perhaps. `count` says how many more there are.',
  repeated: 'The query says it more than once: say it once.',
  'unknown-choice': 'It is not among what the company offers, or no longer.',
  'unknown-reference': 'What it points at does not exist, or is out of the caller’s sight.',
  'in-bin': 'What bears this identifier is in the bin: take it out first.',
  'of-another-customer': 'What the row names is another customer’s: nothing moves from one to another.',
  'at-another-site': 'The equipment stands at another site than the one given.',
  'not-of-an-organization': 'An organization has no first name: leave it out.',
  taken: 'Another of the company’s has it already.',
  duplicate: 'Two entries of the list are the same.',
  phone: 'It is no telephone number that can be called from the company’s country.',
  'unknown-time-zone': 'It is no time zone of the IANA database, such as `Europe/Paris`.',
  'not-held': 'Nobody gives a role, right or reach that they do not have themselves.',
  wrong: 'It is not the password.',
  'too-common': 'The password would be guessed: choose another.',
  'not-of-this-move': 'This move does not take it: leave it out.',
  'not-after-start': 'The end must be later than the start.',
  'period-too-long': 'So few among so many are looked for within 400 days: bring its two ends nearer.',
  'in-the-future': 'What is over lies in the past: the instant must not be later than now.',
  'no-email': 'The contact has no e-mail address that the link could be mailed to: copy it instead.',
  'has-fragment': 'The address must hold no #: the link itself takes that place.',
  'origin-not-allowed': 'The page where links open stands on an origin that is not among `allowedOrigins`.',
} as const satisfies Record<string, string>;
export type FieldCode = keyof typeof fieldCodes;
export const fieldCodeNames = namesOf(fieldCodes);

/** What happened: `kind` of an entry of the journal. */
export const changeKinds = {
  'company.created': 'The company was made.',
  'company.changed': 'The company’s settings were changed: read `GET /company` again.',
  'member.invited': 'A member was added, or invited anew: the invitation leaves by mail.',
  'member.activated': 'A member has chosen their password by the invitation.',
  'member.changed': 'A member’s profile, role, rights or password was changed.',
  'member.deactivated': 'A member can no longer sign in, and is signed out everywhere.',
  'member.password_reset_requested': 'Somebody asked for a member’s new password: a one-time link leaves by mail.',
  'customer.created': 'A customer was added.',
  'customer.changed': 'A customer’s record, or what the portal shows to them, was changed.',
  'customer.archived': 'A customer was archived.',
  'customer.unarchived': 'A customer was taken out of the archive.',
  'customer.binned':
    'A customer was put into the bin, with their sites, equipment and interventions: nothing of them is read, their links no longer open.',
  'customer.restored': 'A customer was taken out of the bin, with all that had gone there along with them.',
  'contact.created': 'A contact was added to a customer.',
  'contact.changed':
    'A contact was changed: another e-mail address ends the links sent to the old one, other `rights` hold at once.',
  'contact.removed': 'A contact was removed: their links and sessions have ended.',
  'dossier.created': 'A dossier was opened for one or more customers.',
  'dossier.changed':
    'A dossier was changed; `customers`: others take part in it, and to whoever left it is gone, with their links and sessions to it.',
  'dossier.closed': 'A dossier was closed: it takes no change until it is reopened.',
  'dossier.reopened': 'A dossier was reopened.',
  'stakeholder.created': 'A stakeholder was added to a dossier.',
  'stakeholder.changed': 'A stakeholder was changed; another e-mail address ends the links sent to the old one.',
  'stakeholder.removed': 'A stakeholder was removed from a dossier: their links and sessions have ended.',
  'site.created': 'A site was added to a customer.',
  'site.changed': 'A site was changed.',
  'site.archived': 'A site was archived.',
  'site.unarchived': 'A site was taken out of the archive.',
  'site.binned': 'A site was put into the bin, with its equipment.',
  'site.restored': 'A site was taken out of the bin, with the equipment that had gone there along with it.',
  'equipment.created': 'A piece of equipment was added.',
  'equipment.changed': 'A piece of equipment was changed.',
  'equipment.archived': 'A piece of equipment was archived.',
  'equipment.unarchived': 'A piece of equipment was taken out of the archive.',
  'equipment.binned': 'A piece of equipment was put into the bin.',
  'equipment.restored': 'A piece of equipment was taken out of the bin.',
  'intervention.created': 'An intervention was asked for by a customer, or made by the company.',
  'intervention.changed': 'An intervention was changed, or given to another member.',
  'intervention.moved': 'An intervention has reached another state: read it for which.',
  'intervention.archived': 'An intervention that is over was archived.',
  'intervention.unarchived': 'An intervention was taken out of the archive.',
  'intervention.binned':
    'An intervention was put into the bin, by itself or with its customer: to whoever it was given, and to the customer, it is gone.',
  'intervention.restored': 'An intervention was taken out of the bin, in the state it had.',
  'intervention.copied': 'What was cancelled was copied into a new intervention.',
  'intervention.reschedule_requested': 'A customer asked for another time than the one that is planned.',
  'intervention.kept': 'The company keeps the time that is planned, though the customer asked for another.',
  'field.created': 'A field of the company’s own was added.',
  'field.changed': 'A field of the company’s own was changed, or what is incomplete by it was counted anew.',
  'file.uploaded': 'A file was uploaded; nothing holds it yet.',
  'file.added': 'A file was added to an intervention, a customer or a dossier (`subject.dossierId` says to which).',
  'file.changed': 'A file was processed: its thumbnail is there.',
  'file.removed': 'A file was taken away.',
  'message.created': 'A message was written in a dossier: `subject.dossierId` says in which.',
  'message.changed': 'A message was corrected by its author: `subject.dossierId` says in which dossier.',
  'message.withdrawn': 'A message was withdrawn by its author: its text is gone, show it no longer.',
  'link.created': 'A secure link was made.',
  'link.renewed': 'A new secure link took the place of one that had expired.',
  'link.used': 'A secure link was opened for the first time.',
  'link.revoked': 'A secure link was revoked: what it opened has ended.',
  'key.created': 'An API key was made.',
  'key.revoked': 'An API key was revoked.',
  'mail.created': 'A mail waits to leave.',
  'mail.changed': 'A mail stands differently: an attempt failed, or it is tried again.',
  'mail.retried': 'A member asked for a mail to be tried again now.',
  'mail.sent': 'A mail has left.',
  'mail.failed': 'A mail was given up: `GET /outbox` says why.',
  'notification.changed': 'Somebody has chosen what they are mailed: told to them alone, `GET /notifications`.',
  'session.opened': 'A member signed in, or a session was opened for a contact.',
  'session.ended': 'A session was ended: signed out, or taken back.',
} as const satisfies Record<`${string}.${string}`, string>;
export type ChangeKind = keyof typeof changeKinds;
export const changeKindNames = namesOf(changeKinds);
/** What entries are about: the first word of their kind. */
type SubjectType = ChangeKind extends `${infer Type}.${string}` ? Type : never;
export const subjectTypeNames = [...new Set(changeKindNames.map((kind) => kind.split('.')[0]))] as [
  SubjectType,
  ...SubjectType[],
];
/** The kinds of one subject: `ChangeKindOf<'intervention'>`. */
export type ChangeKindOf<Subject extends string> = Extract<ChangeKind, `${Subject}.${string}`>;
