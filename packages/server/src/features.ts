/** Every feature, a line each. */
export { binFeature } from './bin/bin.feature.ts';
export { changeFeature } from './change/change.feature.ts';
export { companyFeature } from './company/company.feature.ts';
export { customerFeature } from './customer/customer.feature.ts';
export { dossierFeature } from './dossier/dossier.feature.ts';
export { equipmentFeature } from './equipment/equipment.feature.ts';
export { fieldFeature } from './field/field.feature.ts';
export { filesFeature } from './files/files.feature.ts';
export { finderFeature } from './finder/finder.feature.ts';
export { interventionFeature } from './intervention/intervention.feature.ts';
export { keyFeature } from './key/key.feature.ts';
export { linkFeature } from './link/link.feature.ts';
export { memberFeature } from './member/member.feature.ts';
export { outboxFeature } from './outbox/outbox.feature.ts';
export { portalFeature } from './portal/portal.feature.ts';
export { sessionFeature } from './session/session.feature.ts';
export { siteFeature } from './site/site.feature.ts';
