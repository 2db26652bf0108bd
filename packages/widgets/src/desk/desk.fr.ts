/** Words of the desk's frame. French is the source: English has the same keys or does not compile. */
import type { FieldSentences, Sentences } from '../shared/sentences.ts';

/** « le 13 sept. », but « lundi 2 novembre » and « hier ». */
export const on = (day: string) => (/^\d/.test(day) ? `le ${day}` : day);

export const words = {
  sections: 'Rubriques',
  newRequest: 'Une nouvelle intervention vient d’arriver.',
  find: 'Rechercher',
  offline: 'Pas de réseau\u00a0: la page se mettra à jour dès son retour.',
  expired: 'Votre session est terminée. Reconnectez-vous\u00a0: ce que vous étiez en train d’écrire est encore là.',
  notSignedOut:
    'La déconnexion n’est pas terminée\u00a0: vous êtes encore connecté. Réessayez quand le réseau sera là.',
  signOut: 'Se déconnecter',
  saved: 'C’est enregistré.',
  /** What a code says beside a field, or beside fields of a name. */
  fieldErrors: {
    'email invalid': 'Cette adresse e-mail ne semble pas complète.',
    'password wrong': 'Ce n’est pas votre mot de passe.',
    'current wrong': 'Ce n’est pas votre mot de passe.',
    'password too-short': 'Il faut au moins 12 caractères.',
    'password too-common': 'Ce mot de passe est trop courant\u00a0: il serait deviné. Choisissez-en un autre.',
    'role not-held': 'Vous ne pouvez pas donner un rôle que vous n’avez pas.',
    'rights not-held': 'Vous ne pouvez pas donner un droit que vous n’avez pas.',
    'scope not-held': 'Vous ne voyez que vos interventions\u00a0: un lien n’ouvre que l’une d’elles.',
    'email taken': 'Un autre profil a déjà cette adresse.',
    'accent invalid': 'Une couleur s’écrit comme #1f5f5b.',
    'surface invalid': 'Une couleur s’écrit comme #1f5f5b.',
    'text invalid': 'Une couleur s’écrit comme #1f5f5b.',
    'linkDays too-small': 'Indiquez un nombre de jours, de 1 à 730.',
    'linkDays too-big': 'Indiquez un nombre de jours, de 1 à 730.',
    'days too-small': 'Indiquez un nombre de jours, de 1 à 730.',
    'days too-big': 'Indiquez un nombre de jours, de 1 à 730.',
    'allowedOrigins invalid': 'Un site s’écrit comme https://www.exemple.fr, sans rien après.',
    'allowedOrigins origin-not-allowed':
      'La page où s’ouvrent les liens est sur un site qui n’est pas dans cette liste.',
    'portalUrl invalid': 'Une page s’écrit comme https://www.exemple.fr/suivi.',
    'portalUrl has-fragment': 'Retirez le # et ce qui le suit\u00a0: le lien lui-même prend cette place.',
    'portalUrl origin-not-allowed': 'Cette page est sur un site qui n’est pas dans la liste au-dessus.',
    'types invalid': 'Un type tient en quelques mots, avec des lettres ou des chiffres.',
    'types too-few': 'Il faut au moins un type.',
    'types required': 'Il faut au moins un type.',
    'types too-many': 'C’est trop\u00a0: 100 types au plus.',
    'equipmentId at-another-site': 'Cet équipement est sur un autre site.',
    'number unknown-reference': 'Ce client n’a pas d’intervention de ce numéro.',
    duplicate: 'La même ligne s’y trouve deux fois.',
    'too-big': 'Ce nombre est trop grand.',
    'too-small': 'Ce nombre est trop petit.',
    'too-many': 'Il y a trop de lignes.',
  } satisfies FieldSentences,
  /** What forms say of codes. */
  refusals: {
    'in-bin': 'C’est à la corbeille, ou ce dont cela dépend\u00a0: restaurez-le d’abord.',
    'limit-reached': 'Il y en a déjà autant qu’il peut y en avoir\u00a0: retirez ceux qui ne servent plus.',
    stale:
      'Cela a changé entre-temps. Ce que vous avez écrit est encore là\u00a0: enregistrez de nouveau pour le garder.',
    'idempotency-key-reused':
      'C’était déjà créé\u00a0: la réponse s’est perdue. Fermez ce formulaire, puis corrigez au besoin ce qui est dans la liste.',
    'reply-lost':
      'C’était déjà créé\u00a0: la réponse s’est perdue. Fermez ce formulaire, puis corrigez au besoin ce qui est dans la liste.',
    'session-expired': 'Votre session était terminée\u00a0: rien n’a été enregistré. Recommencez.',
    'signed-out': 'Votre session était terminée\u00a0: rien n’a été enregistré. Recommencez.',
    'password-required': 'Rien n’a été enregistré\u00a0: votre mot de passe est nécessaire.',
  } satisfies Sentences,
  unsaved: 'Pas de réseau. Ce que vous avez écrit est encore là\u00a0: enregistrez de nouveau dès son retour.',
  typingKept: 'Ce que vous avez écrit est gardé\u00a0: vous le retrouverez en y revenant.',
  typingRestored: 'Ce que vous aviez écrit est encore là.',
  leaveUnsaved: 'Quitter sans enregistrer\u00a0?',
  undo: 'Annuler',
  meanwhile: (value: string) =>
    value ? `Entre-temps, quelqu’un a écrit\u00a0: ${value}` : 'Entre-temps, quelqu’un l’a effacé.',
  fileRemoved: (name: string) => `${name} est supprimé.`,
  removeFile: (name: string) => `Supprimer ${name}`,
  choose: 'Choisir…',
  back: 'Retour à la liste',
  more: 'Voir la suite',
  fresh: 'Mettre la liste à jour',
  savedFilters: 'Mes filtres',
  saveThisFilter: 'Enregistrer ce filtre',
  saveFilter: 'Enregistrer',
  filterName: 'Nom du filtre',
  removeFilter: (name: string) => `Supprimer le filtre ${name}`,
  filterRemoved: (name: string) => `Le filtre ${name} est supprimé.`,
  notKept: 'Cet appareil ne garde rien\u00a0: le filtre n’est pas enregistré.',
  undone: 'C’est annulé.',
  call: 'appeler',
  writeTo: 'écrire à',
  route: 'Itinéraire',
  copyOf: (what: string, whom: string) => `Copier ${what} (${whom})`,
  copied: 'C’est copié.',
  notCopied: 'Ce navigateur ne laisse rien copier.',
  technicianTitle: (name: string) => `Bonjour ${name}`,
  technicianWhy:
    'Le bureau est réservé à l’administration de l’entreprise. Vos interventions vous attendent dans l’application de terrain.',
  keys: 'Raccourcis du clavier',
  /** What the keys of the desk do: each by its name on the keyboard. */
  keyList: [
    ['Ctrl K', 'Rechercher partout'],
    ['/', 'Chercher'],
    ['n', 'Créer (une intervention, un client…)'],
    ['↑ ↓', 'Passer d’une ligne à l’autre'],
    ['Entrée', 'Ouvrir la ligne'],
    ['Échap', 'Fermer ce qui est ouvert'],
    ['Ctrl Z', 'Annuler ce qui vient d’être fait'],
    ['?', 'Montrer ces raccourcis'],
  ] as [key: string, act: string][],
};
