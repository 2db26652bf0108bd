/** Tells TypeScript which elements there are. */
import type { ParvisAttributes } from '@parvis/widgets';
import type { DetailedHTMLProps, HTMLAttributes } from 'react';

type Parvis<Element> = DetailedHTMLProps<HTMLAttributes<Element>, Element> & ParvisAttributes;

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'parvis-portal': Parvis<HTMLElementTagNameMap['parvis-portal']>;
      'parvis-interventions': Parvis<HTMLElementTagNameMap['parvis-interventions']>;
      'parvis-intervention-form': Parvis<HTMLElementTagNameMap['parvis-intervention-form']>;
    }
  }
}
