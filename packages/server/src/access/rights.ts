import type { Right, Role } from '@parvis/sdk/contract';

const ofRole: Record<Role, readonly Right[]> = {
  admin: ['manage_users', 'manage_settings', 'manage_commercial', 'see_all', 'export'],
  office: ['manage_commercial', 'see_all', 'export'],
  technician: [],
};

/** The rights of a role, less those taken away one by one, and those added. */
export const rightsOf = (role: Role, changes: Partial<Record<Right, boolean>>): ReadonlySet<Right> => {
  const rights = new Set(ofRole[role]);
  for (const [right, has] of Object.entries(changes) as [Right, boolean | undefined][]) {
    if (has === true) rights.add(right);
    if (has === false) rights.delete(right);
  }
  return rights;
};
