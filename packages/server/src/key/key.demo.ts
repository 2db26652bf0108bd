import { hkdfSync } from 'node:crypto';
import { hashSecret, keyPrefix, secretOf } from '../access/secret.ts';
import type { Config } from '../config.ts';
import type { DemoRows } from '../feature.ts';

/** The key of the company's own web site: the same at each start without being kept anywhere. */
export const exampleKey = ({ secret }: Config, companyId: string): string =>
  secretOf(companyId, new Uint8Array(hkdfSync('sha256', secret, 'parvis', 'demo web site', 32)), keyPrefix);

export function addKey({ rows, company, admin, idAt }: DemoRows, config: Config): void {
  const secret = exampleKey(config, company.id);
  rows.keys.push({
    id: idAt(company.createdAt),
    companyId: company.id,
    name: 'Site web',
    prefix: secret.slice(0, 12),
    secretHash: hashSecret(secret),
    role: 'office',
    rights: ['see_all'],
    createdAt: company.createdAt,
    createdBy: `member:${admin.id}`,
    lastUsedAt: null,
    revokedAt: null,
  });
}
