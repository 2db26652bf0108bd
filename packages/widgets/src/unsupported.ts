/**
 * Stands for every element where they do not work (`shared/supported.ts`): says why, and what to do. Nothing in here is
 * younger than `import()`, so that all browsers that run the loader run this, too.
 */
const insecure = {
  fr: 'Cette page est ouverte en http:// : ce que vous y écririez ne serait ni protégé, ni gardé, ni envoyé. Ouvrez-la en https://.',
  en: 'This page is open at an http:// address, where nothing that you write would be protected, kept or sent. Open it at https:// instead.',
};
const outdated = {
  fr: 'Ce navigateur est trop ancien pour cet espace. Il faut Safari 16.4 (iOS 16.4), Chrome ou Edge 111, Firefox 115, ou une version plus récente. Mettez-le à jour, ou ouvrez cette page sur un autre appareil.',
  en: 'This browser is too old for this page. It takes Safari 16.4 (iOS 16.4), Chrome or Edge 111, Firefox 115, or a later version. Please update it, or open this page on another device.',
};
const sentences = isSecureContext ? outdated : insecure;

class Unsupported extends HTMLElement {
  connectedCallback() {
    const speaking = this.closest('[lang]');
    const lang = speaking && speaking.getAttribute('lang');
    const sentence = document.createElement('p');
    sentence.setAttribute('role', 'alert');
    sentence.textContent = sentences[!lang || /^fr(?![a-z])/i.test(lang) ? 'fr' : 'en'];
    this.textContent = '';
    this.appendChild(sentence);
  }
}

for (const name of ['portal', 'interventions', 'intervention-form', 'dossier', 'thread', 'desk']) {
  if (!customElements.get(`parvis-${name}`)) customElements.define(`parvis-${name}`, class extends Unsupported {});
}
if (!isSecureContext) {
  // oxlint-disable-next-line no-console -- the developer, who is not the reader of the page, looks there
  console.error('Parvis: this page is no secure context; serve it by https (localhost and 127.0.0.1 need none)');
}
