/** One style sheet for screens and paper, light and dark; nothing in it comes from elsewhere. */
export const STYLE = `
@page { size: A4; margin: 15mm }
:root { --text: #1f2328; --soft: #57606a; --paper: #ffffff; --line: #d0d7de; --link: #0b5cad; color-scheme: light dark }
@media (prefers-color-scheme: dark) {
  :root { --text: #e6edf3; --soft: #a5b0bb; --paper: #14181d; --line: #3d4650; --link: #7ab8ff }
}
* { box-sizing: border-box }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: var(--text); background: var(--paper) }
header, main, footer { max-width: 60rem; margin: 0 auto; padding: 1rem }
header { display: flex; flex-wrap: wrap; gap: 1rem; justify-content: space-between; border-bottom: 1px solid var(--line) }
nav ul { display: flex; gap: 1rem; margin: 0; padding: 0; list-style: none }
a { color: var(--link) }
a:focus-visible, input:focus-visible, .wide:focus-visible { outline: 3px solid var(--link); outline-offset: 2px }
.skip { position: absolute; left: -100rem }
.skip:focus { left: 1rem; top: 1rem; background: var(--paper); padding: .5rem }
[role=search] label { margin-right: .5rem }
input { font: inherit; padding: .3rem .5rem; color: inherit; background: transparent; border: 1px solid var(--soft); border-radius: 6px }
#found { border: 1px solid var(--line); border-radius: 8px; padding: .5rem 1rem; margin-bottom: 1rem }
h1 { font-size: 1.8rem; line-height: 1.2; margin: .5rem 0 }
h2 { font-size: 1.2rem; margin: 1.6rem 0 .4rem }
.kind, .notice, footer, figcaption { color: var(--soft) }
.notice, figcaption { font-size: .9rem }
.draft { padding: .4rem .8rem; border: 1px dashed var(--soft); border-radius: 8px }
.list > li { margin-bottom: .5rem }
figure { margin: 1rem 0 }
summary { cursor: pointer }
figure svg { width: 100%; max-width: 34rem; height: auto; border: 1px solid var(--line); border-radius: 8px }
blockquote { margin: .4rem 0; padding-left: .8rem; border-left: 3px solid var(--soft); font-style: italic }
.wide { overflow-x: auto }
table { border-collapse: collapse; min-width: 40rem }
caption { text-align: left; color: var(--soft); padding-bottom: .5rem }
th, td { text-align: left; vertical-align: top; padding: .4rem .7rem .4rem 0; border-bottom: 1px solid var(--line) }
dt { font-weight: 700; margin-top: .8rem }
dd { margin: 0 }
section p { margin: .2rem 0 }
@media print {
  :root { --text: #000; --soft: #333; --paper: #fff; --line: #999; --link: #000 }
  header, .skip, #found, details { display: none }
  section, figure, tr { break-inside: avoid }
  .wide { overflow: visible }
}
`;
