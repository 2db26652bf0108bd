/** What crosses the wire of every feature, a line each. Its `…Api` are its routes. */
export * from './change.ts';
export * from './company.ts';
export * from './customer.ts';
export * from './equipment.ts';
export * from './field.ts';
export * from './file.ts';
export * from './finder.ts';
export * from './intervention.ts';
export * from './key.ts';
export * from './link.ts';
export * from './member.ts';
export * from './outbox.ts';
export * from './password.ts';
export * from './portal.ts';
export * from './profile.ts';
export * from './session.ts';
export * from './site.ts';
