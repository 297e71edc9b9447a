"""How an alert mail looks: by day in the tags, by night where a program reads styles."""

from __future__ import annotations

LOOK = """
.body{margin:0;padding:0;background:#f4f4f1;color:#1d1d1f}
.page{max-width:600px;margin:0 auto;background:#ffffff;color:#1d1d1f;padding:16px;text-align:left;
font-family:system-ui,-apple-system,"Segoe UI",Roboto,Helvetica,Arial,sans-serif;
font-size:16px;line-height:1.5;overflow-wrap:anywhere;word-break:break-word}
.preview{display:none;max-height:0;max-width:0;overflow:hidden;font-size:1px;line-height:1px;
color:#f4f4f1;opacity:0}
h1{font-size:22px;line-height:1.3;margin:0 0 6px}
h2{font-size:18px;line-height:1.3;margin:28px 0 6px}
h3{font-size:16px;line-height:1.3;margin:20px 0 4px}
p{margin:6px 0}
ul,ol{margin:6px 0;padding-left:24px}
li{margin:0 0 10px}
.head{border-left:6px solid #8a8a8e;padding:2px 0 2px 14px;margin:0 0 16px}
.bad{border-color:#b3261e}
.good{border-color:#2e7d4f}
.figures{font-size:18px;line-height:1.4;font-weight:600;margin:0 0 6px}
.grade{margin:0}
.full{color:#b3261e;letter-spacing:1px}
.rest{color:#76767c;letter-spacing:1px}
.buttons{margin:12px 0 4px}
.button{margin:0 10px 10px 0}
.face{background:#ffffff;border:1px solid #0b57a4;border-radius:8px;text-align:center}
.foremost{background:#0b57a4}
.press{display:block;padding:11px 18px;color:#0b57a4;font-size:16px;line-height:22px;
font-weight:600;text-decoration:none}
.pressed{color:#ffffff}
.clear{clear:both;font-size:1px;line-height:1px;height:1px}
.facts{border-collapse:collapse;width:100%;font-size:15px;line-height:1.4;margin:6px 0}
th{text-align:left;vertical-align:top;font-weight:600;padding:5px 12px 5px 0;width:34%;
word-break:normal;overflow-wrap:break-word}
td{text-align:left;vertical-align:top}
.value{padding:5px 0}
.soft{color:#5c5c60;font-size:14px}
.stars{color:#8a5a00;white-space:nowrap}
.chart{display:block;width:100%;max-width:568px;height:auto;border:0;background:#ffffff;
color:#1d1d1f;font-size:14px}
code{background:#ecece6;color:#1d1d1f;padding:2px 6px;border-radius:4px;font-size:14px}
.link{color:#0b57a4}
a{color:#0b57a4}
"""

NIGHT = """
:root{color-scheme:light dark;supported-color-schemes:light dark}
@media(prefers-color-scheme:dark){
.body{background:#131315!important}
.page{background:#1c1c1f!important;color:#ececee!important}
.preview{color:#131315!important}
.bad{border-color:#ff8a80!important}
.good{border-color:#6cc490!important}
.full{color:#ff8a80!important}
.rest{color:#9a9aa2!important}
.face{background:#1c1c1f!important;border-color:#8cc0ff!important}
.foremost{background:#8cc0ff!important}
.press{color:#8cc0ff!important}
.pressed{color:#131315!important}
.soft{color:#b4b4be!important}
.stars{color:#f0b94d!important}
code{background:#2f2f34!important;color:#ececee!important}
a{color:#8cc0ff!important}
.press.pressed{color:#131315!important}}
"""
"""What stands in the tags of a mail gives way only to what insists."""
