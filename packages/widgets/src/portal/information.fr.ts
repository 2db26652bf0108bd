/** Words of what the company knows of the customer. */
export const words = {
  customerNumber: 'N° client',
  address: 'Adresse',
  contact: 'Coordonnées',
};
