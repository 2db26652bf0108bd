/** Whether the device still has a file: it may have been deleted, or its card taken out, since it was chosen. */
export const isReadable = (content: Blob): Promise<boolean> =>
  content
    .slice(0, 1)
    .arrayBuffer()
    .then(
      () => true,
      () => false,
    );
