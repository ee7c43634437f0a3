// SPDX-License-Identifier: Apache-2.0
#include "report/html.h"

namespace zonegate::report {

namespace {

// Outcomes differ by colour, sign and word; the colours keep apart in the common kinds of colour blindness and in grey.
constexpr const char* kStyle = R"css(
:root{--ink:#1c2126;--soft:#5a646e;--line:#d5dade;--paper:#fff;--band:#f4f6f7;--accent:#0b4f6c}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:#e9ecee;color:var(--ink);font:15px/1.6 "Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei","Hiragino Sans GB","WenQuanYi Micro Hei","Segoe UI",Roboto,Arial,sans-serif}
main,header.top,footer{max-width:1240px;margin:0 auto;background:var(--paper);padding:18px 34px}
header.top{padding-top:30px;border-top:6px solid var(--accent)}
footer{padding-bottom:40px;color:var(--soft);font-size:13px}
h1{font-size:27px;line-height:1.25;margin:0 0 8px}
main{padding-top:1px}
#summary td:first-child{min-width:128px;overflow-wrap:anywhere}#summary td.c{min-width:250px}#summary td.h{min-width:170px}
th.n{text-align:right}
h2{font-size:20px;margin:22px 0 10px;padding-bottom:5px;border-bottom:2px solid var(--accent)}
h3{font-size:16px;margin:24px 0 8px;color:var(--accent)}
h4{font-size:15px;margin:0}
p{margin:6px 0}
a{color:var(--accent)}
code{font:13px/1.4 ui-monospace,"Cascadia Mono",Consolas,"Noto Sans Mono CJK SC",monospace}
.meta{color:var(--soft);margin:2px 0}
.disclaimer{border-left:4px solid var(--accent);background:#eef5f8;padding:8px 14px;margin:12px 0}
.demo-banner{background:#b3261e;color:#fff;padding:9px 16px;margin:12px 0;border-radius:3px;font-weight:600}
table{border-collapse:collapse;width:100%;margin:8px 0 14px;font-size:13.5px}
th,td{border:1px solid var(--line);padding:5px 8px;text-align:left;vertical-align:top}
th{background:var(--band);font-weight:600}
td.w{white-space:nowrap}
td.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
tr.total td{font-weight:600;background:#fafbfb}
tr:target,section:target>h2{background:#fff8dc}
.wide{overflow-x:auto}
.small{font-size:12.5px;color:var(--soft)}
.badge{display:inline-block;white-space:nowrap;padding:1px 9px;border-radius:11px;font-size:13px;font-weight:600;line-height:1.55;border:1.5px solid transparent}
.b-prohibited{background:#a3151f;color:#fff;border-color:#a3151f}
.b-restricted{background:#e8711a;color:#1d0e00;border-color:#8f3f00}
.b-conditional{background:#ffdf6b;color:#332600;border-color:#a67c00}
.b-undetermined{background:#fff;color:#3b3f63;border-color:#3b3f63;border-style:dashed}
.b-allowed{background:#0b6e6e;color:#fff;border-color:#0b6e6e}
.b-info{background:#e3eaf3;color:#24405f;border-color:#a9bbd0}
.pill{display:inline-block;white-space:nowrap;padding:0 7px;margin-left:5px;border-radius:3px;font-size:12px;border:1px solid var(--line);background:var(--band)}
.pill.warn{background:#fff3d6;border-color:#d9a400}
.pill.bad{background:#fde5e3;border-color:#c4483f}
.pill.ok{background:#e1f2ee;border-color:#4f9d8e}
.tools{display:none;gap:8px;flex-wrap:wrap;align-items:center;margin:10px 0}
.js .tools{display:flex}
.tools input{padding:5px 9px;border:1px solid #9aa4ad;border-radius:4px;font:inherit;min-width:220px}
.tools button{padding:3px 9px;border:1px solid #9aa4ad;border-radius:14px;background:#fff;font:inherit;font-size:13px;cursor:pointer}
.tools button[aria-pressed=true]{background:var(--accent);color:#fff}
th button{all:unset;cursor:pointer;font-weight:600}th button::after{content:" ⇅";color:#98a2ab;font-weight:400}
th[aria-sort=ascending] button::after{content:" ↑";color:inherit}th[aria-sort=descending] button::after{content:" ↓";color:inherit}
:focus-visible{outline:3px solid #d97706;outline-offset:1px}
.skip{position:absolute;left:-999px}.skip:focus{left:8px;top:8px;background:#fff;padding:6px 12px;z-index:9}
.closed-note button,h4 button,.map-tools button{padding:1px 9px;border:1px solid #9aa4ad;border-radius:4px;background:#fff;font:inherit;font-size:13px;cursor:pointer}
h4 button{margin-left:10px;font-weight:400}
article.lit{background:#fff8dc}
.map-tools{display:flex;gap:6px;align-items:center;flex-wrap:wrap;margin-top:8px}
.map .move *{vector-effect:non-scaling-stroke}
.map.near{cursor:grab;touch-action:none}.map [data-rule],.map .key[role]{cursor:pointer}
.map .key[aria-checked=false]{opacity:.35}
.map.lighting .move>g:not(.lit){opacity:.35}.map .lit *{stroke:#ff6d00;stroke-width:4}
.counts{display:flex;gap:10px;flex-wrap:wrap;margin:12px 0}
.counts>span{padding:4px 0}
section.project{margin-top:36px;border-top:1px solid var(--line);content-visibility:auto;contain-intrinsic-size:auto 4000px}
section.closed{contain-intrinsic-size:auto 190px}
.headline{font-size:17px;font-weight:600;margin:8px 0;padding:10px 14px;background:var(--band);border-left:5px solid var(--accent)}
.h-prohibited{border-left-color:#a3151f}.h-restricted{border-left-color:#e8711a}.h-conditional{border-left-color:#d9a400}
.h-undetermined{border-left-color:#3b3f63}.h-allowed{border-left-color:#0b6e6e}
.pair{display:flex;gap:20px;flex-wrap:wrap;align-items:center}
article.finding{border:1px solid var(--line);border-left:5px solid #9aa4ad;padding:10px 14px;margin:10px 0;break-inside:avoid-page}
article.f-prohibited{border-left-color:#a3151f}article.f-restricted{border-left-color:#e8711a}article.f-conditional{border-left-color:#d9a400}
article.f-allowed{border-left-color:#0b6e6e}
article.finding table{margin-bottom:6px}
dl.facts{display:grid;grid-template-columns:max-content 1fr;gap:2px 14px;margin:6px 0}
dl.facts dt{color:var(--soft)}dl.facts dd{margin:0}
details{margin:6px 0}
summary{cursor:pointer;color:var(--accent)}
ul.trace{list-style:none;padding-left:4px;margin:4px 0;font-size:13px}
ul.trace li{font-family:ui-monospace,Consolas,"Noto Sans Mono CJK SC",monospace}
ul.limits{margin:6px 0;padding-left:22px}
.map{width:100%;height:auto;display:block;border:1px solid var(--line);background:#fff;margin:6px 0}
.map text{font-family:inherit;fill:#222;-webkit-user-select:none;user-select:none}
.map .tick{font-size:11px}.map .north{font-size:12px;font-weight:700}.map .legend{font-size:12.5px}.map .legend-title{font-size:14px;font-weight:700}
.map .watermark{pointer-events:none;font-size:64px;font-weight:700;fill:#b3261e;fill-opacity:.10}
.map .demo{fill:#fff;font-size:14px;font-weight:700}
svg.defs{position:absolute}
.state{white-space:nowrap;font-weight:600}
.s-hit{color:#a3151f}.s-clear{color:#0b6e6e}.s-partly_covered,.s-not_covered,.s-not_examined{color:#3b3f63;text-decoration:underline dotted}
@media(max-width:760px){main,header.top,footer{padding:14px}.headline{font-size:16px}}
@media screen and (max-width:760px){section.project{overflow-x:auto}.map{min-width:720px}}
@media screen{.wide td,.wide th{min-width:3.4em}}
.only{display:none}
@media print{
.only:not(:empty){display:block;font-weight:600;border:1px solid var(--line);padding:4px 8px}
section.filtered{display:none}
@page{size:A4;margin:14mm 12mm}
body{background:#fff;font-size:10.5pt}
main,header.top,footer{max-width:none;padding:0}
.tools,.back,.skip,.map-tools,.closed-note button,h4 button{display:none!important}
section.project{break-before:page;border-top:0;margin-top:0;content-visibility:visible}
table{font-size:9pt}thead{display:table-header-group}th button{display:contents}tr,figure,.map{break-inside:avoid}
.wide{overflow:visible}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
a{color:inherit;text-decoration:none}
}
)css";

}  // namespace

std::string page_style() { return kStyle; }
std::string html_style() { return kStyle; }

}  // namespace zonegate::report
