/** Words that people in France and elsewhere take for passwords first; folded. */
export const commonPasswords: readonly string[] = (
  'password passwort passw0rd motdepasse motdepass mdp secret azerty azertyuiop qwerty qwertyuiop qsdfgh wxcvbn asdfgh zxcvbn ' +
  'bonjour bonsoir salut hello welcome bienvenue coucou merci soleil chouchou doudou loulou nounours princesse princess ' +
  'amour jetaime iloveyou loveyou love cherie cheri chocolat papillon licorne unicorn dragon monkey shadow sunshine ' +
  'football foot rugby tennis olympique marseille lyon paris france psg saintetienne bretagne baseball basketball ' +
  'liverpool chelsea arsenal barcelona realmadrid juventus starwars pokemon superman batman naruto minecraft fortnite ' +
  'admin administrateur administrator root user utilisateur invite guest test testing demo default changeme letmein login ' +
  'connexion ordinateur computer internet google facebook microsoft apple samsung windows linux parvis entreprise company ' +
  'societe chauffage plomberie plombier chantier maison jardin voiture camion bateau moto vacances plage montagne ' +
  'printemps automne hiver summer winter spring autumn janvier fevrier avril juillet aout septembre octobre novembre ' +
  'decembre january february march april june july august september october november december lundi mardi mercredi jeudi ' +
  'vendredi samedi dimanche monday tuesday wednesday thursday friday saturday sunday nicolas thomas alexandre camille marine ' +
  'julien maxime pauline jessica michael jennifer charlie daniel jordan hunter ashley master killer trustno access whatever'
).split(' ');
