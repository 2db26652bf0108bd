/** What stands before the desk: there with its frame, so that a session that ends without a network finds it. */
import { define } from '../shared/define.ts';
import { Password } from './password.ts';
import { SignIn } from './sign-in.ts';

define('parvis-desk-sign-in', SignIn);
define('parvis-desk-password', Password);
