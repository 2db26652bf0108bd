// What drizzle-kit reads: it looks for tables among a module's exports, and requires it.
const { postgresKit } = require('../src/store/kit.ts');
const { schema } = require('../src/schema.ts');

module.exports = schema(postgresKit);
