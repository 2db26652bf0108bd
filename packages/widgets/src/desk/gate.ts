/** What stands before the desk. */
export { Password } from './password.ts';
export { SignIn } from './sign-in.ts';
