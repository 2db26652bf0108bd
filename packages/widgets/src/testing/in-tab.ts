/** What another tab loads (`openTab`): it is fetched by its address. */
export { Connection } from '../shared/connection.ts';
import '../define.ts';
