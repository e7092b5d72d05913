"""How a report looks: on a light or dark screen, and on paper."""

from __future__ import annotations

_LIGHT = """
--ground:#ffffff;--raised:#f4f6f9;--line:#d9dee7;--text:#1b2230;--muted:#5d6778;
--train:#1667d9;--raw:#b3cdf2;--validation:#b67b00;--other:#7a3fd0;
--right:#1f9d4a;--wrong:#c62828;--share:#8c95a6;
"""
_DARK = """
--ground:#12151a;--raised:#1b2028;--line:#2d3440;--text:#e7eaf0;--muted:#98a1b2;
--train:#4c9fff;--raw:#2b4a70;--validation:#ffd166;--other:#c79bff;
--right:#4ecb71;--wrong:#ff6b6b;--share:#8c95a6;
"""
STYLE = f"""
:root{{color-scheme:light dark;{_LIGHT}}}
@media (prefers-color-scheme:dark){{:root{{{_DARK}}}
image.ink{{filter:invert(1)}}}}
*{{box-sizing:border-box}}
body{{margin:0;background:var(--ground);color:var(--text);
font:15px/1.55 Inter,system-ui,"Segoe UI","Helvetica Neue",Arial,sans-serif;
font-feature-settings:"tnum"}}
main{{max-width:784px;margin:0 auto;padding:48px 24px 64px;overflow-wrap:break-word}}
h1{{font-size:30px;line-height:1.25;font-weight:650;letter-spacing:-.01em;margin:0 0 8px}}
h2{{font-size:19px;font-weight:650;margin:48px 0 12px;padding-top:16px;
border-top:1px solid var(--line)}}
h3{{font-size:15px;font-weight:650;margin:28px 0 8px}}
p{{margin:0 0 12px}}
.over{{color:var(--muted);font-size:13px;margin:0 0 12px}}
.lead{{font-size:19px;margin:0 0 24px}}
.quiet{{color:var(--muted);font-size:13px}}
.numbers{{display:grid;grid-template-columns:repeat(auto-fill,minmax(160px,1fr));gap:12px;
margin:0 0 16px}}
.numbers div{{background:var(--raised);border-radius:7px;padding:12px 16px}}
.numbers strong{{display:block;font-size:21px;font-weight:650;line-height:1.3}}
.numbers span{{color:var(--muted);font-size:13px}}
.remark{{border-left:3px solid var(--validation);padding:4px 0 4px 12px;margin:0 0 12px}}
.trouble{{border-left:3px solid var(--wrong);padding:4px 0 4px 12px;margin:0 0 12px}}
.right{{color:var(--right);font-weight:650}}
.wrong{{color:var(--wrong);font-weight:650}}
.wide{{overflow-x:auto}}
table{{border-collapse:collapse;width:100%;font-size:14px;margin:0 0 12px}}
th,td{{text-align:left;vertical-align:top;padding:5px 12px 5px 0;
border-bottom:1px solid var(--line)}}
th{{font-weight:550;color:var(--muted)}}
.facts th{{width:32%;white-space:normal}}
.number{{text-align:right;white-space:nowrap}}
th.number:last-child,td.number:last-child{{padding-right:0}}
pre{{background:var(--raised);border-radius:7px;padding:12px 16px;margin:0 0 12px;
overflow-x:auto;font:13px/1.5 "JetBrains Mono",ui-monospace,Menlo,Consolas,monospace}}
summary{{cursor:pointer;color:var(--muted)}}
svg{{display:block;width:100%;height:auto;margin:0 0 16px}}
.pair{{display:grid;grid-template-columns:3fr 2fr;gap:0 40px;align-items:start}}
.pair>div>h3{{margin-top:0}}
.sample{{display:grid;grid-template-columns:112px 1fr;gap:4px 24px;align-items:start;
margin:0 0 8px}}
.bars{{display:grid;grid-template-columns:minmax(40px,max-content) 1fr 64px;gap:4px 12px;
align-items:center;font-size:14px;max-width:420px}}
.bars b{{font-weight:400;text-align:right}}
.bar{{display:block;height:8px;border-radius:2px;background:var(--raised)}}
.bar span{{display:block;height:8px;border-radius:2px}}
.bar .truth{{background:var(--validation)}}
.bar .plain{{background:var(--share)}}
footer{{color:var(--muted);font-size:13px;margin-top:48px}}
@media (max-width:640px){{.pair{{display:block}}
.sample{{grid-template-columns:80px 1fr}}main{{padding-top:24px}}}}
@media print{{:root{{{_LIGHT}}}
image.ink{{filter:none}}
@page{{margin:18mm 16mm}}
body{{font-size:10.5pt;-webkit-print-color-adjust:exact;print-color-adjust:exact}}
main{{max-width:none;padding:0}}
h1,h2,h3,.quiet,.sample{{break-after:avoid}}
h2{{margin-top:28px}}
pre{{white-space:pre-wrap;overflow-wrap:anywhere}}
.wide{{overflow:visible}}
svg,tr,.sample,.numbers{{break-inside:avoid}}
.apart{{break-before:page}}}}
"""
