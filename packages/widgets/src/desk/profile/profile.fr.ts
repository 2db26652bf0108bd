/** Words for « Mon profil », and for the password asked for again. */
import { plural } from '../../shared/plural.ts';
import { on } from '../desk.fr.ts';

export const words = {
  title: 'Mon profil',
  editOwn: 'Modifier mon profil',
  lang: 'Langue de mes écrans et de mes courriers',
  othersChange: 'Votre adresse e-mail, votre rôle et vos droits sont changés par un administrateur.',
  password: 'Mot de passe',
  changePassword: 'Changer le mot de passe',
  current: 'Mot de passe actuel',
  chosen: 'Nouveau mot de passe',
  passwordHint: (length: number) =>
    `Au moins ${length} caractères. Quelques mots que vous seul associez font un bon mot de passe.`,
  strength: 'Solidité',
  tooShortBy: (count: number) => plural('fr', count, 'Encore #\u00a0caractère.', 'Encore #\u00a0caractères.'),
  longEnough: 'Assez long.',
  strong: 'Solide.',
  othersEnd: 'Partout ailleurs, il faudra vous reconnecter.',
  passwordChanged: 'Le mot de passe est changé.',
  sessions: 'Mes connexions',
  sessionsWhy: 'Les appareils où vous êtes connecté. Une connexion dure 30\u00a0jours au plus.',
  unknownDevice: 'Appareil inconnu',
  thisOne: 'cet appareil',
  since: (day: string) => `ouverte ${on(day)}`,
  lastUsed: (day: string) => `utilisée ${on(day)}`,
  end: 'Déconnecter',
  endOf: (device: string) => `Déconnecter ${device}`,
  ended: 'Cet appareil est déconnecté.',
  endOthers: 'Déconnecter tous les autres',
  othersEnded: 'Tous les autres appareils sont déconnectés.',
  singleKeys: 'Touches qui se pressent seules, comme n ou /',
  thisDevice: 'Sur cet appareil',
  notifications: 'Une notification quand une demande arrive et que cette page n’est pas devant moi',
  notificationsWhy: 'Tant qu’elle reste ouverte dans un onglet.',
  notified: 'Les nouvelles demandes seront annoncées ainsi.',
  notNotified:
    'Le navigateur ne montre pas de notifications de cette page\u00a0: autorisez-les dans ses réglages, puis réessayez.',
  passwordAgain: 'Votre mot de passe',
  passwordAgainWhy: 'Ce que vous changez décide de qui peut quoi\u00a0: confirmez que c’est bien vous.',
  goOn: 'Continuer',
};
