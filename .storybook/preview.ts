import { setCustomElementsManifest, type Preview } from '@storybook/web-components-vite';
import manifest from '../packages/widgets/custom-elements.json' with { type: 'json' };
import '@parvis/widgets/define';
import '@parvis/widgets/define/desk';

setCustomElementsManifest(manifest);

const toolbar = (title: string, icon: 'contrast' | 'globe', items: { value: string; title: string }[]) => ({
  description: title,
  toolbar: { title, icon, items, dynamicTitle: true },
});

/** The page around a story speaks the chosen language and has the chosen colour scheme; elements follow it. */
export default {
  parameters: { layout: 'fullscreen' },
  globalTypes: {
    theme: toolbar('Apparence', 'contrast', [
      { value: 'light', title: 'Clair' },
      { value: 'dark', title: 'Sombre' },
    ]),
    lang: toolbar('Langue', 'globe', [
      { value: 'fr', title: 'Français' },
      { value: 'en', title: 'English' },
    ]),
  },
  initialGlobals: { theme: 'light', lang: 'fr' },
  decorators: [
    (story, { globals: { theme, lang } }) => {
      document.documentElement.lang = String(lang);
      document.documentElement.style.colorScheme = String(theme);
      return story();
    },
  ],
} satisfies Preview;
