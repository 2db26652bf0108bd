/** Words for photos that are opened large. */
export const words = {
  title: 'Photos',
  photo: (at: number, of: number) => `Photo ${at} sur ${of}`,
  previous: 'Photo précédente',
  next: 'Photo suivante',
  lost: (name: string) => `${name} ne peut pas être affichée pour le moment.`,
};
