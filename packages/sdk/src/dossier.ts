import { list } from './list.ts';
import type { Call, CallOptions, CreateOptions, Input } from './request.ts';
import { resource } from './resource.ts';

/** `client.dossiers` */
export const dossierCalls = (call: Call) => ({
  ...resource(call, 'dossiers'),
  /**
   * Sets what whoever is at the portal calls a dossier by, 60 characters at most: read by them and the company alone.
   * `ConflictError` `dossier-closed` once it is closed.
   */
  setReference: (dossierId: string, reference: string, options?: CallOptions) =>
    call('PATCH /dossiers/:dossierId/reference', dossierId, { reference }, options),
  /** The documents of a dossier, the newest first, page by page or one by one. */
  files: (dossierId: string, query?: Input<'GET /dossiers/:dossierId/files'>) =>
    list(call, 'GET /dossiers/:dossierId/files', query, dossierId),
  /**
   * Gives files that the caller has uploaded to a dossier, ten at a time; one is taken away again by `client.files.remove(id)`
   * where its `can` says so. `ConflictError` `dossier-closed` once it is closed, `limit-reached` when there are 500.
   */
  addFiles: (dossierId: string, fileIds: string[], options?: CreateOptions) =>
    call('POST /dossiers/:dossierId/files', dossierId, { fileIds }, options),
});

/** `client.stakeholders`: the outside persons of a dossier. */
export const stakeholderCalls = (call: Call) => ({
  ...resource(call, 'stakeholders'),
  /** All stakeholders of a dossier, in the order in which they were added. */
  list: (dossierId: string, options?: CallOptions) =>
    call('GET /dossiers/:dossierId/stakeholders', dossierId, undefined, options),
  /**
   * Adds one; a link for them is made by `client.links.create({ stakeholderId })`. `InvalidError` `taken` for an e-mail that
   * another stakeholder of the dossier has, `ConflictError` `dossier-closed` once it is closed.
   */
  create: (dossierId: string, stakeholder: Input<'POST /dossiers/:dossierId/stakeholders'>, options?: CreateOptions) =>
    call('POST /dossiers/:dossierId/stakeholders', dossierId, stakeholder, options),
});
