import { fileApi } from '@parvis/sdk/contract';
import { everyScope, everyone, open } from '../access/policy.ts';
import { feature } from '../feature.ts';
import { files } from './files.reach.ts';
import { fileRoutes } from './files.routes.ts';

export const filesFeature = feature({
  api: fileApi,
  routes: fileRoutes,
  policy: {
    'POST /files': { contact: everyScope, stakeholder: true, member: everyone, key: true },
    'GET /files/:fileId': { contact: everyScope, stakeholder: true, member: everyone, key: true },
    'GET /files/:fileId/content': open,
    'DELETE /files/:fileId': { contact: everyScope, stakeholder: true, member: everyone, key: true },
  },
  reach: [files],
  subjects: {
    file: { readAt: 'GET /files/:fileId', reach: files },
  },
});
