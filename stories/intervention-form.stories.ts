import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { picture } from '../packages/widgets/src/testing/picture.ts';
import type { Photos } from '../packages/widgets/src/shared/photos.ts';
import type { InterventionForm } from '../packages/widgets/src/intervention/intervention-form.ts';
import {
  answer,
  api,
  find,
  hugeText,
  longText,
  name200,
  problem,
  show,
  worldWith,
  write,
  type Given,
} from './story.ts';

const form = (given: Given = {}) =>
  show(
    given,
    ({ api: server, link }) =>
      html`<div style="padding: 16px">
        <parvis-intervention-form api=${server} link=${link}></parvis-intervention-form>
      </div>`,
  );
const field = 'parvis-intervention-form >>> textarea';
const submit = 'parvis-intervention-form >>> [part="submit"][aria-disabled="false"]';

export default { title: 'Demande d’intervention', component: 'parvis-intervention-form' } satisfies Meta;
type Story = StoryObj;

export const Full: Story = { render: () => form() };
export const Phone: Story = { render: () => form() };
export const DarkPhone: Story = { ...Phone, globals: { theme: 'dark' } };
export const English: Story = { ...Full, globals: { lang: 'en' } };
export const Loading: Story = { render: () => form({ prepare: (rig) => (rig.latency = 600_000) }) };
export const Closed: Story = {
  render: () => form({ world: worldWith(({ company }) => (company.options.creation = false)) }),
};
export const SiteLink: Story = { render: () => form({ link: 'site' }) };
// What the company knows is still waited for: the next attempt may bring it.
export const ErrorWhileLoading: Story = { render: () => form({ prepare: (rig) => rig.fail('GET /portal', 500) }) };
export const LongTextPhone: Story = {
  render: () => form(),
  play: async ({ canvasElement }) => write(await find<HTMLTextAreaElement>(canvasElement, field), longText),
};
export const CompulsoryFields: Story = {
  render: () => form({ world: worldWith(({ fields }) => fields.forEach((each) => (each.required = true))) }),
  play: async ({ canvasElement }) => {
    (await find(canvasElement, submit)).click();
    await find(canvasElement, 'parvis-intervention-form >>> .wrong');
  },
};
export const Unfolded: Story = {
  render: () => form(),
  play: async ({ canvasElement }) => {
    for (const part of ['type', 'place', 'contact', 'fields']) {
      (await find(canvasElement, `parvis-intervention-form >>> .part.${part} button:not(:disabled)`)).click();
      await find(canvasElement, `parvis-intervention-form >>> .editor.${part}`);
    }
  },
};
export const UnfoldedPhone: Story = { ...Unfolded };
const ask = async (canvas: Element, text = 'Plus de chauffage depuis hier soir.') => {
  write(await find<HTMLTextAreaElement>(canvas, field), text);
  (await find(canvas, submit)).click();
};
export const KeptOfflinePhone: Story = {
  render: () => form({ prepare: (rig) => rig.fail('POST /interventions', 503) }),
  play: async ({ canvasElement }) => {
    Object.defineProperty(navigator, 'onLine', { value: false, configurable: true });
    await ask(canvasElement);
    await find(canvasElement, 'parvis-intervention-form >>> parvis-pending >>> [part="message"]');
    Reflect.deleteProperty(navigator, 'onLine');
  },
};
export const KeptOfflineDarkPhone: Story = { ...KeptOfflinePhone, globals: { theme: 'dark' } };
export const KeptOfflineEnglish: Story = { ...KeptOfflinePhone, globals: { lang: 'en' } };
export const ServiceAway: Story = {
  render: () => form({ prepare: (rig) => rig.fail('POST /interventions', 500) }),
  play: async ({ canvasElement }) => {
    await ask(canvasElement);
    await find(canvasElement, 'parvis-intervention-form >>> parvis-pending >>> [part="message"]');
  },
};
export const ArrivedPhone: Story = {
  render: () => form({ prepare: (rig) => rig.fail('POST /interventions', 500, { times: 1 }) }),
  play: async ({ canvasElement }) => {
    await ask(canvasElement);
    (await find(canvasElement, 'parvis-intervention-form >>> parvis-pending >>> button')).click();
    await find(canvasElement, 'parvis-intervention-form >>> parvis-pending >>> .arrived');
  },
};
/** Puts photographs into the form by the function that it answers. */
const photosOf = async (canvas: Element) => {
  (await find(canvas, 'parvis-intervention-form >>> fieldset button:not(:disabled)')).click();
  const photos = await find<Photos>(canvas, 'parvis-intervention-form >>> parvis-photos');
  const content = await picture(240);
  return (...names: string[]) =>
    photos.restore(names.map((name) => ({ id: name, key: crypto.randomUUID(), name, content })));
};
/** Asks with two, and closes what says that it was sent. */
const askWithPhotos = async (canvas: Element) => {
  const put = await photosOf(canvas);
  write(await find<HTMLTextAreaElement>(canvas, field), 'Voyez les photos.');
  const button = await find(canvas, submit);
  // Refused only as the request leaves: before, each would have been named and taken out.
  put('une.png', 'deux.png');
  button.click();
  (await find(canvas, 'parvis-intervention-form >>> .created button')).click();
};
export const PhotoMissingPhone: Story = {
  render: () => form({ prepare: (rig) => rig.fail('POST /files', 415, { code: 'unsupported-file' }) }),
  play: async ({ canvasElement }) => {
    await askWithPhotos(canvasElement);
    await find(canvasElement, 'parvis-intervention-form >>> parvis-pending >>> .photos');
  },
};
export const PhotoMissingDark: Story = { ...PhotoMissingPhone, globals: { theme: 'dark' } };
export const Refused: Story = {
  render: () => form(),
  play: async ({ canvasElement }) => {
    (await find(canvasElement, submit)).click();
    await find(canvasElement, 'parvis-intervention-form >>> .wrong');
  },
};
export const Created: Story = {
  render: () => form(),
  play: async ({ canvasElement }) => {
    write(await find<HTMLTextAreaElement>(canvasElement, field), 'Plus de chauffage depuis hier soir.');
    (await find(canvasElement, submit)).click();
    await find(canvasElement, 'parvis-intervention-form >>> .created');
  },
};
export const CreatedPhone: Story = { ...Created };
export const PhotosPhone: Story = {
  render: () => form(),
  play: async ({ canvasElement }) => {
    (await find(canvasElement, 'parvis-intervention-form >>> fieldset button:not(:disabled)')).click();
    const input = await find<HTMLInputElement>(canvasElement, 'parvis-intervention-form >>> parvis-photos >>> input');
    const canvas = new OffscreenCanvas(320, 240);
    const pen = canvas.getContext('2d');
    const chosen = new DataTransfer();
    for (const [index, colour] of ['#7c9a92', '#c7a17a', '#8b93a7'].entries()) {
      if (!pen) break;
      pen.fillStyle = colour;
      pen.fillRect(0, 0, 320, 240);
      chosen.items.add(new File([await canvas.convertToBlob()], `photo-${index + 1}.png`, { type: 'image/png' }));
    }
    chosen.items.add(new File(['x'], 'IMG_0042.HEIC', { type: 'image/heic' }));
    input.files = chosen.files;
    input.dispatchEvent(new Event('change'));
  },
};

/** Something is written and kept, and then the link is revoked. */
const revoke = async (canvas: Element, text: string, names: string[] = []) => {
  if (names.length) (await photosOf(canvas))(...names);
  write(await find<HTMLTextAreaElement>(canvas, field), text);
  const element = await find<InterventionForm>(canvas, 'parvis-intervention-form');
  while (!Object.keys(localStorage).some((key) => key.startsWith(`parvis-draft ${api.origin} `)))
    await new Promise((resolve) => setTimeout(resolve, 25));
  await api.office.links.revoke(api.world.links[0]!.id);
  await element.refresh();
  await find(canvas, 'parvis-intervention-form >>> parvis-access >>> parvis-left-draft >>> .button');
  if (names.length)
    await find(canvas, 'parvis-intervention-form >>> parvis-access >>> parvis-left-draft >>> .pictures img');
};
export const RevokedWithText: Story = {
  render: () => form(),
  play: async ({ canvasElement }) =>
    revoke(canvasElement, 'Plus de chauffage depuis hier soir. Code F28 sur la chaudière.', ['fuite.png', 'code.png']),
};
export const RevokedWithTextPhone: Story = { ...RevokedWithText };
export const RevokedWithTextDarkPhone: Story = { ...RevokedWithText, globals: { theme: 'dark' } };
export const RevokedWithTextEnglishPhone: Story = { ...RevokedWithText, globals: { lang: 'en' } };
export const RevokedWithHugeTextPhone: Story = {
  render: () => form(),
  play: async ({ canvasElement }) => revoke(canvasElement, hugeText, [`${name200.slice(4)}.png`]),
};
export const RefusedToCorrectPhone: Story = {
  render: () =>
    form({
      prepare: (rig) =>
        answer(rig, 'POST /interventions', () =>
          problem(422, 'invalid', {
            errors: [
              { field: 'description', code: 'too-long' },
              { field: 'contact.phone', code: 'phone' },
            ],
          }),
        ),
    }),
  play: async ({ canvasElement }) => {
    await ask(canvasElement);
    await find(canvasElement, 'parvis-intervention-form >>> .notice.bad');
  },
};
export const BudgetSpentPhone: Story = {
  render: () => form({ prepare: (rig) => rig.fail('POST /interventions', 429, { code: 'hourly-limit' }) }),
  play: async ({ canvasElement }) => {
    await ask(canvasElement);
    await find(canvasElement, 'parvis-intervention-form >>> parvis-pending >>> [part="message"]');
  },
};
export const BudgetSpentEnglish: Story = { ...BudgetSpentPhone, globals: { lang: 'en' } };
/** What could not be attached is tried again, beside the request that has arrived. */
const retryPhotos = async (canvas: Element) => {
  await askWithPhotos(canvas);
  const again = await find(canvas, 'parvis-intervention-form >>> parvis-pending >>> .photos button');
  api.recover();
  again.click();
  await find(canvas, 'parvis-intervention-form >>> parvis-pending >>> parvis-photos >>> .row');
};
export const PhotosRetriedPhone: Story = {
  render: () => form({ prepare: (rig) => rig.fail('POST /files', 415, { code: 'unsupported-file' }) }),
  play: async ({ canvasElement }) => retryPhotos(canvasElement),
};
export const PhotosRetriedFullPhone: Story = {
  render: () =>
    form({
      prepare: (rig) => {
        rig.fail('POST /files', 415, { code: 'unsupported-file' });
        const { fetch } = rig;
        rig.fetch = async (input, init = {}) =>
          init.method === 'POST' && /interventions\/[^/]+\/files$/.test(String(input))
            ? problem(409, 'intervention-full')
            : fetch(input, init);
      },
    }),
  play: async ({ canvasElement }) => {
    await retryPhotos(canvasElement);
    const pending = 'parvis-intervention-form >>> parvis-pending >>> ';
    (await find(canvasElement, `${pending}.photos .primary`)).click();
    await find(canvasElement, `${pending}.photos .wrong`);
  },
};
