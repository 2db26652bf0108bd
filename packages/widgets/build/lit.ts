import type { Plugin } from 'vite';

const litsOwn =
  /[\\/]node_modules[\\/](@lit[\\/]reactive-element|lit-html|lit-element)[\\/](reactive-element|lit-html|lit-element)\.js$/;

/** Where Lit offers itself to polyfills and to hydration, by whatever global the page has of that name, and tells its version. */
const offers = [
  /\w+\.litElementHydrateSupport\?\.\(\{LitElement:\w+\}\)/,
  /\w+\.\w+PolyfillSupport/,
  /\w+\?\.\((\{\w+:\w+\}|\w+,\w+)\)(?=[,;](const|\())/,
  // What decorators would have left: our elements say their properties themselves.
  /Symbol\.metadata\?\?=Symbol\("metadata"\),\w+\.litPropertyMetadata\?\?=new WeakMap/,
  /const (\w+)=this\[Symbol\.metadata\];if\(null!==\1\)\{.*?\}(?=this\._\$Eh=)/,
  /\(\w+\.\w+Versions\?\?=\[\]\)\.push\("[\d.]+"\)/,
];

/** What Lit can and none of our elements asks for, by Lit's file, and what stands in its place. */
const unused: Record<string, [found: string, instead: string][]> = {
  'reactive-element': [
    // Initializers, and controllers that leave.
    ['static addInitializer(t){this._$Ei(),(this.l??=[]).push(t)}', ''],
    ['void 0!==t.l&&(this.l=[...t.l]),', ''],
    [',this.constructor.l?.forEach(t=>t(this))', ''],
    ['removeController(t){this._$EO?.delete(t)}', ''],
    // Attributes other than texts and yes or no, of which texts alone are reflected; converters and defaults.
    [
      'u={toAttribute(t,s){switch(s){case Boolean:t=t?l:null;break;case Object:case Array:t=null==t?t:JSON.stringify(t)}return t},fromAttribute(t,s){let i=t;switch(s){case Boolean:i=null!==t;break;case Number:i=null===t?null:Number(t);break;case Object:case Array:try{i=JSON.parse(t)}catch(t){i=null}}return i}},',
      '',
    ],
    ['u as defaultConverter,', ''],
    [
      'const h=(void 0!==i.converter?.toAttribute?i.converter:u).toAttribute(s,i.type);this._$Em=t,null==h?this.removeAttribute(e):this.setAttribute(e,h)',
      'this._$Em=t,null==s?this.removeAttribute(e):this.setAttribute(e,s)',
    ],
    [
      'const t=i.getPropertyOptions(e),h="function"==typeof t.converter?{fromAttribute:t.converter}:void 0!==t.converter?.fromAttribute?t.converter:u;this._$Em=e;const r=h.fromAttribute(s,t.type);this[e]=r??this._$Ej?.get(e)??r,',
      'this._$Em=e;this[e]=i.elementProperties.get(e).type===Boolean?null!==s:s,',
    ],
    [',b={attribute:!0,type:String,converter:u,reflect:!1,useDefault:!1,hasChanged:f}', ''],
    ['t,s=b', 't,s'],
    ['static getPropertyOptions(t){return this.elementProperties.get(t)??b}', ''],
    ['"string"==typeof t?t.toLowerCase():void 0', 't.toLowerCase()'],
    [
      ',e=!1,h){if(void 0!==t){const r=this.constructor;if(!1===e&&(h=this[t]),i??=r.getPropertyOptions(t),!((i.hasChanged??f)(h,s)||i.useDefault&&i.reflect&&h===this._$Ej?.get(t)&&!this.hasAttribute(r._$Eu(t,i))))return;',
      '){if(void 0!==t){if(!f(this[t],s))return;',
    ],
    [
      '{useDefault:i,reflect:e,wrapped:h},r){i&&!(this._$Ej??=new Map).has(t)&&(this._$Ej.set(t,r??s??this[t]),!0!==h||void 0!==r)||(this._$AL.has(t)||(this.hasUpdated||i||(s=void 0),',
      '{reflect:e}){(this._$AL.has(t)||(this.hasUpdated||(s=void 0),',
    ],
    // Accessors of one's own, updates that are refused, put off or waited for in another way, styles of another make.
    [
      'if(s.state&&(s.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(t)&&((s=Object.create(s)).wrapped=!0),this.elementProperties.set(t,s),!s.noAccessor){const i=Symbol(),h=this.getPropertyDescriptor(t,i,s);void 0!==h&&e(this.prototype,t,h)}}static getPropertyDescriptor(t,s,i){const{get:e,set:r}=h(this.prototype,t)??{get(){return this[s]},set(t){this[s]=t}};return{get:e,set(s){const h=e?.call(this);r?.call(this,s),this.requestUpdate(t,h,i)},configurable:!0,enumerable:!0}}',
      's.state&&(s.attribute=!1),this._$Ei(),this.elementProperties.set(t,s);const i=Symbol();e(this.prototype,t,{get(){return this[i]},set(e){const h=this[i];this[i]=e,this.requestUpdate(t,h,s)},configurable:!0,enumerable:!0})}',
    ],
    [
      'const t=this.constructor.elementProperties;if(t.size>0)for(const[s,i]of t){const{wrapped:t}=i,e=this[s];!0!==t||this._$AL.has(s)||void 0===e||this.C(s,void 0,i,e)}',
      '',
    ],
    ['const t=this.properties,s=[...r(t),...o(t)];for(const i of s)', 'const t=this.properties;for(const i of r(t))'],
    [
      't=this.shouldUpdate(s),t?(this.willUpdate(s),this._$EO?.forEach(t=>t.hostUpdate?.()),this.update(s)):this._$EM()',
      't=!0,this.willUpdate(s),this._$EO?.forEach(t=>t.hostUpdate?.()),this.update(s)',
    ],
    ['shouldUpdate(t){return!0}', ''],
    [
      'const t=this.scheduleUpdate();return null!=t&&await t,!this.isUpdatePending',
      'this.performUpdate();return!this.isUpdatePending',
    ],
    ['scheduleUpdate(){return this.performUpdate()}', ''],
    [
      'const i=[];if(Array.isArray(s)){const e=new Set(s.flat(1/0).reverse());for(const s of e)i.unshift(t(s))}else void 0!==s&&i.push(t(s));return i',
      'return[...new Set([s??[]].flat(1/0).reverse())].reverse()',
    ],
    ['return this.getUpdateComplete()}getUpdateComplete(){', ''],
  ],
  'lit-html': [
    // MathML, and values inside comments.
    ['"<svg>":3===i?"<math>":""', '"<svg>":""'],
    ['"</svg>":3===i?"</math>":""', '"</svg>":""'],
    [',2===i||3===i)', ',2===i)'],
    ['else{let t=-1;for(;-1!==(t=r.data.indexOf(o,t+1));)d.push({type:7,index:l}),t+=o.length-1}', ''],
    // Templates that were compiled ahead, or drawn for another document.
    [
      'e="number"==typeof s?this._$AC(t):(void 0===s.el&&(s.el=S.createElement(V(s.h,s.h[0]),this.options)),s);',
      'e=this._$AC(t);',
    ],
    ['{values:i,_$litType$:s}=t,', '{values:i}=t,'],
    ['(t?.creationScope??l).importNode', 'l.importNode'],
    // What directives are told that wait for something.
    ['get _$AU(){return this._$AM?._$AU??this._$Cv}', ''],
    [',this._$Cv=e?.isConnected??!0', ''],
    ['setConnected(t){void 0===this._$AM&&(this._$Cv=t,this._$AP?.(t))}', ''],
    ['for(this._$AP?.(!1,!0,s);', 'for(;'],
    ['get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}', ''],
    // Values inside of what holds text alone, and listeners other than functions.
    [
      'if(y.test(r.tagName)){const t=r.textContent.split(o),i=t.length-1;if(i>0){r.textContent=s?s.emptyScript:"";for(let s=0;s<i;s++)r.append(t[s],c()),P.nextNode(),d.push({type:2,index:++l});r.append(t[i],c())}}',
      '',
    ],
    ['||t.capture!==s.capture||t.once!==s.once||t.passive!==s.passive,h=t!==A&&(s===A||e)', ',h=t!==A&&s===A'],
    ['"function"==typeof this._$AH?', ''],
    [':this._$AH.handleEvent(t)', ''],
  ],
  'lit-element': [
    ['this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),', ''],
    [
      'connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}',
      '',
    ],
  ],
};

/**
 * Leaves out of Lit what only decorators, browsers without shadow roots, rendering servers and developers of Lit would use,
 * and what none of our elements does.
 */
export function litAlone(): Plugin {
  return {
    name: 'parvis:lit-alone',
    enforce: 'pre',
    transform: {
      filter: { id: litsOwn },
      handler(code, id) {
        let alone = code;
        // As long as before: positions in source maps stay true.
        for (const offer of offers)
          alone = alone.replace(offer, (found) => (found.startsWith('const') ? '' : '0').padEnd(found.length));
        for (const [found, instead] of unused[litsOwn.exec(id)?.[2] ?? ''] ?? []) {
          if (!alone.includes(found)) this.error(`Lit has no longer: ${found}`);
          alone = alone.replace(found, () => instead.padEnd(found.length));
        }
        if (/Versions|Support|metadata|Metadata/.test(alone)) this.error('Lit offers itself in another way now');
        return { code: alone, map: null };
      },
    },
  };
}
