"""How a digest looks in a browser, in a mail, at night, and on paper."""

from __future__ import annotations

LOOK = """
body{margin:0;background:#f4f4f1;color:#1d1d1f;
font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,Helvetica,Arial,sans-serif}
main{display:block;max-width:720px;margin:0 auto;padding:20px 16px 40px;overflow-wrap:anywhere}
h1{font-size:24px;line-height:1.25;margin:8px 0}
h2{font-size:20px;margin:0}
h3{font-size:15px;margin:24px 0 6px}
p{margin:6px 0}
.lead{font-size:18px}
.brand{background:#fff;border:1px solid #dcdcd6;border-radius:10px;padding:16px;margin:18px 0}
.soft{color:#5c5c60;font-size:14px}
.bad{color:#a3161a}
.good{color:#234f86}
.warn{color:#7a4d00;font-size:14px}
.spike{border-left:4px solid #a3161a;background:#fdf0ee;padding:8px 12px;margin:8px 0}
.over{border-color:#8a8a8e;background:#f4f4f1}
.wide+.wide{margin-top:16px}
table{border-collapse:collapse;width:100%;font-size:14px;overflow-wrap:break-word}
th,td{text-align:left;padding:5px 8px 5px 0;border-bottom:1px solid #e6e6e0;vertical-align:top}
th{font-weight:600}
.noted th,.noted td{border-bottom:0;padding-bottom:0}
.note td{color:#5c5c60;padding-top:0}
.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
.bar{background:#e6e6e0;height:5px;min-width:60px;margin-top:4px;border-radius:2px}
.filled{background:#7c8794;height:5px;border-radius:2px}
.steps{letter-spacing:1px;color:#5c5c60}
ol,ul{padding-left:22px;margin:6px 0}
.plain{list-style:none;padding-left:0}
.brand li{margin:0 0 10px}
.stars{color:#8a5a00;white-space:nowrap}
a{color:#0b57a4}
.brand code{font-size:14px}
.spike code,.plain code{white-space:nowrap}
"""

NARROW = """
@media(max-width:560px){
main{padding:12px 10px 32px!important}
.heads th{white-space:normal!important}
.wide{overflow-x:auto!important}
.brand{padding:14px 12px!important}
.many tr,.many th,.many td{display:block!important;text-align:left!important;
border:0!important;padding:0!important}
.many .heads{display:none!important}
.many tr{padding:6px 0!important;border-top:1px solid #e6e6e0!important}
.many .note{border:0!important;padding-top:0!important}
.many td{display:flex!important;justify-content:space-between!important;gap:12px!important;
white-space:normal!important}
.many td::before{content:attr(data-head)!important;color:#5c5c60!important}
.dense td{display:inline-block!important;margin-right:14px!important}
.dense td::before{content:attr(data-head) " "!important}
.many .note td::before{content:none!important}
.many .none{display:none!important}}
@media(max-width:560px) and (prefers-color-scheme:dark){
.many tr{border-color:#38383c!important}
.many td::before{color:#b4b4be!important}}
"""
"""On a phone a row of a wide table is a name, and below it what is known of it, line by line."""

NIGHT = """
:root{color-scheme:light dark}
@media(prefers-color-scheme:dark){
body{background:#131315!important;color:#ececee!important}
.brand{background:#1c1c1f!important;border-color:#38383c!important}
.soft,.note td,.steps{color:#b4b4be!important}
.bad{color:#ff8a80!important}
.good{color:#a9c8f0!important}
.warn{color:#f0b94d!important}
.spike{background:#34201e!important;border-color:#ff8a80!important}
.over{background:#26262a!important;border-color:#7a7a80!important}
th,td{border-color:#38383c!important}
.bar{background:#37373d!important}
.filled{background:#8a94a1!important}
.stars{color:#f0b94d!important}
a{color:#8cc0ff!important}}
"""
"""What stands in the tags of a mail gives way only to what insists."""

PAPER = """
@page{size:A4;margin:18mm 16mm 20mm;@bottom-right{content:counter(page) " / " counter(pages);
font:9pt sans-serif;color:#5c5c60}}
@media print{
body{background:#fff;color:#000;font-size:11pt}
main{max-width:none;padding:0}
.brand{border:0;padding:0;break-before:page}
.brand:first-of-type{break-before:auto}
h2,h3{break-after:avoid}
tr,li,.spike,svg{break-inside:avoid}
a{color:inherit}}
"""
