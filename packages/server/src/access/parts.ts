import type { PortalOptions, PortalOverrides, PortalPart } from '@parvis/sdk/contract';

/** The parts of the portal that are on for a customer: the company’s choice, unless another was made for this one. */
export function partsOf(options: PortalOptions, overrides: PortalOverrides): ReadonlySet<PortalPart> {
  const parts = Object.keys(options) as PortalPart[];
  return new Set(parts.filter((part) => overrides[part] ?? options[part]));
}
