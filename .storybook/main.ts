import type { StorybookConfig } from '@storybook/web-components-vite';
import { defaultClientConditions, mergeConfig } from 'vite';
import { inFrontOfRig } from '../scripts/rig.mjs';

export default {
  framework: '@storybook/web-components-vite',
  stories: ['../stories/**/*.stories.ts'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y'],
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  // Elements are shown from their sources, in front of the real server.
  viteFinal: (config) =>
    mergeConfig(config, {
      plugins: [inFrontOfRig()],
      resolve: { conditions: ['source', ...defaultClientConditions] },
    }),
} satisfies StorybookConfig;
