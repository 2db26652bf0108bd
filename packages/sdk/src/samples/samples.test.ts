import { describe, expect, it } from 'vitest';
import { ZodType } from 'zod';
import * as contract from '../contract/index.ts';
import { emptyWorld, largeWorld, samples, sampleWorld, singleWorld } from './index.ts';

describe('the sample company', () => {
  const worlds = { sampleWorld: sampleWorld(), singleWorld: singleWorld(), emptyWorld: emptyWorld() };
  const shapes = {
    members: contract.member,
    customers: contract.customer,
    sites: contract.site,
    equipment: contract.equipment,
    interventions: contract.intervention,
    fields: contract.field,
    links: contract.link,
    keys: contract.key,
    outbox: contract.outboxMail,
  };
  for (const [name, world] of Object.entries(worlds)) {
    it(`has every thing in the shape that the contract gives it: ${name}`, () => {
      contract.company.parse(world.company);
      for (const [list, shape] of Object.entries(shapes))
        for (const each of world[list as keyof typeof shapes]) expect(() => shape.parse(each), list).not.toThrow();
    });
  }

  it('has each thing at least once, and names none that is not there', () => {
    const { customers, sites, equipment, interventions, links, members } = worlds.sampleWorld;
    for (const list of Object.keys(shapes))
      expect(worlds.sampleWorld[list as keyof typeof shapes].length, list).toBeGreaterThan(0);
    const ids = new Set(
      [members, customers, sites, equipment, customers.flatMap(({ contacts }) => contacts)].flat().map(({ id }) => id),
    );
    for (const { customerId, siteId, equipmentId, assigneeId } of interventions)
      for (const id of [customerId, siteId, equipmentId, assigneeId]) expect(id === null || ids.has(id)).toBe(true);
    for (const { contact, customer } of links) expect(ids.has(contact!.id) && ids.has(customer!.id)).toBe(true);
  });

  it('plans for tomorrow as the company’s calendar has it, however late it is', () => {
    const [next] = sampleWorld({ now: new Date('2026-12-01T23:30:00.000Z') }).interventions;
    // Half past midnight on the second, in Paris.
    expect(next?.windowStart?.slice(0, 10)).toBe('2026-12-03');
  });

  it('is empty, has one intervention, or very many', () => {
    const counts = [emptyWorld(), singleWorld(), largeWorld()].map(({ interventions }) => interventions.length);
    expect(counts).toEqual([0, 1, 10_000]);
  });

  it('is the same each time for the same moment', () => {
    const now = new Date('2026-03-02T09:00:00.000Z');
    expect(sampleWorld({ now })).toEqual(sampleWorld({ now }));
    expect(largeWorld({ now, interventions: 300 }).interventions).toHaveLength(300);
  });
});

describe('a sample', () => {
  const named = Object.values(contract).flatMap((each) => {
    const id = each instanceof ZodType ? contract.components.get(each)?.id : undefined;
    return id ? [[id, each as ZodType] as const] : [];
  });

  it('is there for each shape that the contract names', () => {
    expect(Object.keys(samples).toSorted()).toEqual([...new Set(named.map(([id]) => id))].toSorted());
  });

  for (const [id, shape] of named) {
    it(`has the shape of ${id}, and nothing beside it`, () => {
      const sample: unknown = samples[id as keyof typeof samples];
      expect(shape.parse(sample)).toEqual(sample);
    });
  }
});
