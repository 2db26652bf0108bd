import type { equipmentApi } from '@parvis/sdk/contract';
import { writeRows } from '../batch.ts';
import type { Handlers } from '../http/handlers.ts';
import type { Services } from '../services.ts';
import { addEquipment, changeEquipment, listEquipment, readEquipment, writeEquipment } from './equipment.rules.ts';

export const equipmentRoutes = (s: Services): Handlers<typeof equipmentApi> => ({
  'GET /equipment': ({ viewer, query }) => listEquipment(s, viewer, query),
  'POST /equipment':
    ({ viewer, body }) =>
    (tx) =>
      addEquipment(tx, viewer, body),
  'GET /equipment/:equipmentId': ({ viewer, params }) => readEquipment(s, viewer, params.equipmentId),
  'PATCH /equipment/:equipmentId':
    ({ viewer, params, ifMatch, body }) =>
    (tx) =>
      changeEquipment(tx, viewer, params.equipmentId, ifMatch, body),
  'POST /equipment/batch': ({ viewer, rows }) =>
    writeRows(s.store, viewer.companyId, rows, (tx, row) => writeEquipment(tx, viewer, row)),
});
