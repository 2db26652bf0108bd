export { createSession, type SessionRequest } from './session.ts';
