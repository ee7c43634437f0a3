// SPDX-License-Identifier: Apache-2.0
//
// The page: its summary is filtered and sorted (what is not known stands last, either way), its closed sections are opened, and whoever follows a link to one is there with the keyboard, too.
#include "report/html.h"

namespace zonegate::report {
namespace {

constexpr const char* kScript = R"js(
(function(){'use strict';
var d=document,z=zonegate,say=z.say,t=d.getElementById('summary');if(!t)return;d.documentElement.classList.add('js');
var body=t.tBodies[0],rows=Array.prototype.slice.call(body.rows),q=d.getElementById('q'),count=d.getElementById('count'),only=d.getElementById('only'),want='';
var texts=null,named=d.getElementById('clauses');named=named?JSON.parse(named.textContent):{};
function plain(s){return s.normalize('NFKC').toLowerCase()}
function said(r){return r.getAttribute('data-rules').split(' ').map(function(k){return' '+k+' '+(named[k]||'')}).join('')}
function words(){if(!texts)texts=new Map(rows.map(function(r){return[r,plain(r.textContent+said(r))]}));return texts}
function show(){var s=plain(q.value).trim(),n=0,w=s?words():null;
rows.forEach(function(r){var off=(want&&r.getAttribute('data-outcome')!==want)||(s&&w.get(r).indexOf(s)<0);if(!off)n++;if(r.hidden!==!!off){r.hidden=!!off;
var a=r.querySelector('a[href^="#p"]'),of=a&&d.getElementById(a.getAttribute('href').slice(1));if(of)of.classList.toggle('filtered',!!off)}});
count.textContent=s||want?say('显示 '+n+' / '+rows.length+' 个项目',n+' of '+rows.length+' projects'):'';
only.textContent=s||want?say('只打印筛选出的 '+n+' / '+rows.length+' 个项目（筛选：'+asked(s)+'）；各项合计、局限仍指全部项目。',
'Only the '+n+' of '+rows.length+' projects that were filtered are printed ('+asked(s)+'); totals and limits are of all of them.'):''}
function asked(s){var b=want&&d.querySelector('.tools button[data-outcome="'+want+'"]');return[s?q.value.trim():'',b?b.textContent:''].filter(Boolean).join(say('，',', '))}
q.addEventListener('input',show);
z.list(d,'.tools button[data-outcome]').forEach(function(b){b.addEventListener('click',function(){
var v=b.getAttribute('data-outcome');want=want===v?'':v;
z.list(d,'.tools button[data-outcome]').forEach(function(o){o.setAttribute('aria-pressed',String(o.getAttribute('data-outcome')===want))});show()})});

var heads=Array.prototype.slice.call(t.tHead.rows[0].cells);
function key(r,i){var c=r.cells[i];return c.getAttribute('data-key')||c.textContent}
function sort(h){var i=h.cellIndex,num=h.getAttribute('data-sort')==='n',up=h.getAttribute('aria-sort')!=='ascending';
heads.forEach(function(o){o.removeAttribute('aria-sort')});h.setAttribute('aria-sort',up?'ascending':'descending');
var keyed=rows.map(function(r){var k=key(r,i);return[num||h.getAttribute('data-sort')==='o'?parseFloat(k):k,r]});
var names=new Intl.Collator(d.documentElement.lang,{numeric:true});
function open(k){return typeof k==='number'&&k!==k}
keyed.sort(function(a,b){if(open(a[0])||open(b[0]))return open(a[0])-open(b[0]);
var c=typeof a[0]==='number'?a[0]-b[0]:names.compare(a[0],b[0]);return up?c:-c});
rows=keyed.map(function(p){return p[1]});var all=d.createDocumentFragment();rows.forEach(function(r){all.appendChild(r)});body.appendChild(all)}
heads.forEach(function(h){if(!h.hasAttribute('data-sort'))return;
var b=z.button('','',function(){sort(h)});while(h.firstChild)b.appendChild(h.firstChild);h.appendChild(b)});

var shared=d.getElementById('shared-texts');shared=shared?JSON.parse(shared.textContent):[];
function opened(s){var code=s.querySelector('script'),note=s.querySelector('.closed-note');
if(!s.classList.contains('closed')||!code)return Promise.resolve();
if(typeof DecompressionStream==='undefined'){note.textContent=say('此浏览器不能展开压缩内容，请用较新的浏览器，或看 results.jsonl。','This browser cannot open compressed text: take a newer one, or read results.jsonl.');return Promise.resolve()}
var bytes=Uint8Array.from(atob(code.textContent),function(c){return c.charCodeAt(0)});
return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'))).text().then(function(text){
if(!s.classList.contains('closed'))return;
s.classList.remove('closed');code.remove();note.remove();s.insertAdjacentHTML('beforeend',text.replace(/\x01(\d+)/g,function(m,n){return shared[+n]}));z.section(s)})}
z.list(d,'section.closed').forEach(function(s){var note=s.querySelector('.closed-note');note.textContent='';
note.appendChild(z.button(say('展开本项目','Open this project'),'',function(){opened(s)}))});
function follow(){var s=/^#p\d+$/.test(location.hash)&&d.getElementById(location.hash.slice(1));if(s)opened(s).then(function(){s.scrollIntoView();
var h=s.querySelector('h2')||s;h.setAttribute('tabindex','-1');h.focus({preventScroll:true})})}
window.addEventListener('hashchange',follow);
body.addEventListener('click',function(e){var a=e.target.closest('a[href^="#p"]');if(a&&a.getAttribute('href')===location.hash)follow()});
var closed=z.list(d,'section.closed');
if(closed.length){var all=z.button(say('展开全部（打印前）','Open all (before printing)'),'',function(){all.disabled=true;
(function next(i){if(i===closed.length){all.remove();return}
all.textContent=say('展开中 ','Opening ')+(i+1)+' / '+closed.length;opened(closed[i]).then(function(){setTimeout(next,0,i+1)})})(0)});
d.querySelector('.tools').appendChild(all)}
var near=new IntersectionObserver(function(es){es.forEach(function(e){if(e.isIntersecting){near.unobserve(e.target);z.section(e.target)}})},{rootMargin:'800px'});
z.list(d,'section.project:not(.closed)').forEach(function(s){near.observe(s)});
follow()})();
)js";

}  // namespace

std::string page_script() { return kScript; }

}  // namespace zonegate::report
