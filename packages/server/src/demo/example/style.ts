/** The company's own looks; three custom properties give them to the elements. */
export const style = `
:root{--night:#12303b;--alp:#1c5d73;--copper:#b4552a;--snow:#fbf8f3;--sand:#f1eae0;
  --parvis-accent:var(--alp);--parvis-radius:12px;--parvis-font:inherit;
  color:#1d2b30;background:var(--snow);font:1.0625rem/1.6 "Avenir Next",Avenir,"Segoe UI",system-ui,sans-serif;scroll-behavior:smooth}
*{box-sizing:border-box}
body{margin:0}
.wide{max-width:72rem;margin:0 auto;padding-inline:clamp(1rem,4vw,2.5rem)}
h1,h2{font-family:"Iowan Old Style","Palatino Linotype",Palatino,Georgia,serif;font-weight:600;line-height:1.12;letter-spacing:-.01em;text-wrap:balance;margin:0 0 .6em}
h1{font-size:clamp(2.4rem,6vw,4.4rem)}
h2{font-size:clamp(1.5rem,3vw,2.1rem)}
p{margin:0 0 1em;max-width:60ch}
a{color:var(--alp);text-underline-offset:.2em}
:focus-visible{outline:3px solid var(--copper);outline-offset:3px;border-radius:4px}

.bar{display:flex;flex-wrap:wrap;align-items:center;gap:.5rem 2rem;padding-block:1rem}
.brand{display:flex;align-items:center;gap:.6rem;font:600 1.2rem/1 Georgia,serif;color:var(--night);text-decoration:none;min-height:44px}
.bar nav{display:flex;gap:1.6rem;margin-left:auto}
.bar nav a{display:inline-flex;align-items:center;min-height:44px;text-decoration:none;font-weight:550}
.bar nav a:hover{text-decoration:underline}
.who{padding:.45rem .9rem;border-radius:99px;background:var(--sand);font-size:.9375rem}

.hero{position:relative;isolation:isolate;overflow:hidden;color:#fff;background:var(--night)}
.land{position:absolute;inset:0;width:100%;height:100%;z-index:-1}
.hero .wide{padding-block:clamp(4rem,12vw,8.5rem) clamp(11rem,24vw,17rem)}
.over{font-weight:600;letter-spacing:.06em;opacity:.9}
.lead{font-size:clamp(1.1rem,2vw,1.35rem);max-width:34ch;text-shadow:0 1px 12px #12303b80}
.acts{display:flex;flex-wrap:wrap;align-items:center;gap:1rem 1.6rem;margin:1.8rem 0 0}
.act{display:inline-flex;align-items:center;min-height:52px;padding:0 1.6rem;border-radius:12px;background:var(--copper);color:#fff;font-weight:650;text-decoration:none;box-shadow:0 10px 30px -12px #0008}
.act:hover{background:#9c4620}
.acts .quiet{display:inline-flex;align-items:center;min-height:44px;color:#fff;font-weight:600}

.services{display:grid;gap:2.5rem;grid-template-columns:repeat(auto-fit,minmax(15rem,1fr));padding-block:clamp(3rem,7vw,5.5rem)}
.services article{border-top:2px solid var(--copper);padding-top:1.2rem}
.services h2{font-size:1.5rem}

.customer{background:var(--sand);padding-block:clamp(3rem,7vw,5.5rem)}
.customer.first{min-height:70vh;padding-top:2.5rem}
.customer.first h1{font-size:clamp(2rem,4vw,2.8rem)}
.two{display:grid;gap:3rem;align-items:start;grid-template-columns:minmax(0,1fr)}
@media (min-width:60rem){.two{grid-template-columns:minmax(0,5fr) minmax(0,6fr)}}
.card{background:#fff;border-radius:18px;padding:clamp(1rem,3vw,2rem);box-shadow:0 1px 0 #12303b14,0 24px 48px -36px #12303b66}
/* The portal keeps its own distance. */
.card:has(parvis-portal){padding:0;overflow:clip}
/* Room is kept for what is on its way. */
.card>:not(:defined){display:block;min-height:28rem}

@media (max-width:40rem){
  .brand{width:100%}.bar nav{margin:0 auto 0 0}
  .land{left:-110%;width:210%}
}

footer{background:var(--night);color:#dbe6e8;padding-block:3rem}
footer .wide{display:grid;gap:1.5rem 3rem;grid-template-columns:repeat(auto-fit,minmax(14rem,1fr))}
footer a{color:#fff}
.small{font-size:.9375rem;opacity:.85}
@media (prefers-reduced-motion:reduce){:root{scroll-behavior:auto}}
`;
