import type { passwordApi } from '@parvis/sdk/contract';
import type { Handlers } from '../http/handlers.ts';
import type { Services } from '../services.ts';
import { inConstantTime } from '../session/constant-time.ts';
import { choosePassword, readPasswordToken, requestReset } from './password.rules.ts';

export const passwordRoutes = (s: Services): Handlers<typeof passwordApi> => ({
  'POST /password/resets': async ({ body, request }) => {
    await inConstantTime(requestReset(s, request, body.email));
    return { accepted: true };
  },
  'POST /password/tokens': async ({ body, request }) => {
    const { purpose, email, name, companyId, companyName } = await readPasswordToken(s, request, body.token);
    return { purpose, email, name, company: { id: companyId, name: companyName } };
  },
  'POST /password': ({ body, request }) => choosePassword(s, request, body),
});
