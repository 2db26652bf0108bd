/** Interventions through the API, as tests of several of their ideas make and read them. */
import { expect } from 'vitest';
import type { SignedIn, TestApp } from '../testing.ts';

/** Of the app that a test has once it runs. */
export const interventionsOf = (app: () => TestApp) => {
  const create = (as: SignedIn, body: object = {}) =>
    app().ask('POST /interventions', { as, body: { description: 'La chaudière fuit', ...body } });
  return {
    create,
    /** One that was taken. */
    created: async (as: SignedIn, body: object = {}) => {
      const answer = await create(as, body);
      expect(answer.errors).toBeUndefined();
      expect(answer.status).toBe(201);
      return answer.body;
    },
    read: (as: SignedIn, interventionId: string) =>
      app().ask('GET /interventions/:interventionId', { as, params: { interventionId } }),
  };
};
