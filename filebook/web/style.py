"""How plain pages look: one style for all of them, on a phone and on a desk, by day and by night.

Classes that pages may use: `quiet` (less important), `note` (a box that tells something), `fault` (one that tells what
went wrong), `button` (a link that looks like one), `actions` (a row of buttons), `files` (a list of files, see
`web/shares/page.py`), `trail` (where one is in a tree), `field` (a labelled input).
"""

STYLE = """
:root{color-scheme:light dark;--ink:#1c2733;--quiet:#55616d;--paper:#fff;--line:#d5dbe1;--soft:#f3f5f7;--deed:#1f6f78;
--on-deed:#fff;--fault:#a3201d;--fault-soft:#fdf0ef}
@media (prefers-color-scheme:dark){:root{--ink:#e8ecf0;--quiet:#a9b4bf;--paper:#15191e;--line:#39424b;--soft:#1f252b;
--deed:#7cc7cf;--on-deed:#0c1117;--fault:#ffb4ad;--fault-soft:#3a1c1b}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,sans-serif}
.sheet{max-width:52rem;margin:0 auto;padding:1.5rem 1rem 3rem}
h1{font-size:1.6rem;line-height:1.25;margin:.25rem 0 1rem;overflow-wrap:anywhere}
h2{font-size:1.15rem;margin:2rem 0 .5rem}
p{margin:0 0 1rem;overflow-wrap:anywhere}
a{color:var(--deed)}
bdi{overflow-wrap:anywhere}
:focus-visible{outline:3px solid var(--deed);outline-offset:2px;border-radius:.25rem}
.quiet{color:var(--quiet)}
.note,.fault{padding:.75rem 1rem;border-radius:.5rem;background:var(--soft);white-space:pre-line}
.note{border-left:.25rem solid var(--line)}
.fault{border-left:.25rem solid var(--fault);background:var(--fault-soft);color:var(--fault)}
.actions{display:flex;flex-wrap:wrap;gap:.75rem;margin:1.25rem 0}
.button,button{display:inline-block;min-height:2.75rem;padding:.6rem 1.1rem;border:0;border-radius:.5rem;cursor:pointer;
background:var(--deed);color:var(--on-deed);font:inherit;line-height:1.5;text-decoration:none}
.field{display:block;margin:0 0 1rem;max-width:26rem}
.field>label{display:block;font-weight:600;margin-bottom:.25rem}
.field>input,.field>textarea,.field>select{width:100%;min-height:2.75rem;padding:.5rem .75rem;
border:1px solid var(--quiet);border-radius:.5rem;background:var(--paper);color:var(--ink);font:inherit}
input[type=file]{max-width:100%;font:inherit}
.logo{display:block;max-width:12rem;max-height:3.5rem;margin:0 0 1rem}
.foot{margin-top:3rem}
.trail{margin:0 0 1rem;padding:0;list-style:none;display:flex;flex-wrap:wrap;gap:.25rem}
.trail>li:not(:last-child)::after{content:" /";color:var(--quiet)}
.files{margin:0 0 1.25rem;padding:0;list-style:none;border-top:1px solid var(--line)}
.files>li{display:flex;align-items:center;gap:1rem;padding:.6rem 0;border-bottom:1px solid var(--line)}
.files .sign{position:relative;flex:0 0 4.5rem;height:4.5rem;display:flex;align-items:center;
justify-content:center;border-radius:.5rem;background:var(--soft);color:var(--quiet);font-size:.8rem;overflow:hidden}
.files .sign img{position:absolute;inset:0;width:100%;height:100%;object-fit:cover}
.files .what{flex:1 1 auto;min-width:0;overflow-wrap:anywhere}
.files .what>*{display:block}
@media (max-width:34rem){.files>li{flex-wrap:wrap}.files .what{flex-basis:calc(100% - 6rem)}
.files .button{width:100%;text-align:center}}
@media (prefers-reduced-motion:no-preference){.button:hover,button:hover{filter:brightness(1.08)}}
""".strip()
