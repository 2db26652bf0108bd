/** Words for files that cannot be had. */
export const words = {
  notDownloaded: (name: string) => `${name} n’a pas pu être téléchargé. Réessayez dans un instant.`,
  noPreview: 'Des photos ne peuvent pas être affichées pour le moment.',
};
