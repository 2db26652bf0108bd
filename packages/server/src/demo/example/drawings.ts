/** Drawn by hand for this page. */

export const mark = `<svg viewBox="0 0 40 40" width="34" height="34" aria-hidden="true"><path d="M2 33 15 9l7 12 4-6 12 18z" fill="#1c5d73"/><path d="M15 9l4.6 8-4.4 3-4.9-2.6z" fill="#f7f3ec"/><path d="M20 39c-5 0-7-3.4-7-6 0-3.4 4-5.400 5-9.500 3.600 2 9 5.800 9 9.900 0 3-2.600 5.600-7 5.600z" fill="#c8683a"/></svg>`;

/** The Monts d'Or at daybreak, in five folds, with a house that is warm. */
export const landscape = `<svg class="land" viewBox="0 0 1600 760" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
<defs>
<linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#143847"/><stop offset=".45" stop-color="#3f7c8a"/><stop offset=".78" stop-color="#e9b98c"/><stop offset="1" stop-color="#f6dcbc"/></linearGradient>
<radialGradient id="sun" cx=".5" cy=".5" r=".5"><stop offset="0" stop-color="#fff3dc"/><stop offset=".25" stop-color="#ffe2b4" stop-opacity=".9"/><stop offset="1" stop-color="#ffd9a0" stop-opacity="0"/></radialGradient>
</defs>
<rect width="1600" height="760" fill="url(#sky)"/>
<circle cx="1130" cy="470" r="330" fill="url(#sun)"/>
<path d="M0 520 190 392l96 58 178-170 122 118 104-66 176 172 214-150 158 118 150-96 212 166v218H0z" fill="#7fa3a8" opacity=".75"/>
<path d="m464 280 122 118 42-27-60-22-44-52-34 30zM1080 404l158 118 38-25-84-18-52-45z" fill="#f3ece2" opacity=".75"/>
<path d="M0 566c160-70 270-96 420-40s240 40 372-10 262-62 396 2 262 66 412 6v236H0z" fill="#4d7f85"/>
<path d="M0 620c210-70 360-40 540-6s330 10 500-20 360-10 560 40v126H0z" fill="#2c6470"/>
<path d="M0 690c240-64 430-70 690-30s560 46 910-16v116H0z" fill="#1a4855"/>
<g transform="translate(1010 566)"><path d="M0 60 58 16l58 44v64H0z" fill="#12303b"/><path d="M-10 66 58 12l68 54-6 8L58 25-4 74z" fill="#c8683a"/><rect x="22" y="70" width="24" height="28" fill="#ffd58a"/><rect x="70" y="70" width="24" height="28" fill="#ffd58a"/><rect x="82" y="8" width="14" height="30" fill="#12303b"/><path d="M89 4c-10-18 14-22 4-42s18-24 6-48" fill="none" stroke="#f6e7d6" stroke-width="7" stroke-linecap="round" opacity=".5"/></g>
<g fill="#12303b"><path d="m196 640 30-92 30 92zM250 660l36-118 36 118zM1330 650l34-112 34 112zM1396 662l26-84 26 84zM1284 664l24-76 24 76z"/></g>
</svg>`;
