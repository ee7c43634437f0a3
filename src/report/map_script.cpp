// SPDX-License-Identifier: Apache-2.0
//
// What a reader can do with a map: move and enlarge it, switch what the legend names off and on, and see which shapes a finding rests on. Shapes are cut
// at the frame, so the map moves within it; while it is enlarged the graticule is hidden, whose labels would not fit, and the scale bar follows.
#include "report/html.h"

namespace zonegate::report {
namespace {

constexpr const char* kScript = R"js(
var zonegate=(function(){'use strict';
var zh=/^zh/.test(document.documentElement.lang),most=16;
function say(c,e){return zh?c:e}
function list(of,what){return Array.prototype.slice.call(of.querySelectorAll(what))}
function nice(m){var p=Math.pow(10,Math.floor(Math.log10(m)));return 5*p<=m?5*p:2*p<=m?2*p:p}
function button(text,label,act){var b=document.createElement('button');b.type='button';b.textContent=text;
if(label){b.setAttribute('aria-label',label);b.title=label}b.addEventListener('click',act);return b}
function rests(g,rule){return g.getAttribute('data-rule').split(';').indexOf(rule)>=0}

function scaleBar(svg,f,metre,k){var g=svg.querySelector('.scale');if(!g)return;
var m=nice((f[2]-f[0])*0.25/(metre*k)),w=m*metre*k,r=g.querySelectorAll('rect'),t=g.querySelector('text'),x=parseFloat(r[1].getAttribute('x'));
r[0].setAttribute('width',w+12);r[1].setAttribute('width',w/2);r[2].setAttribute('width',w);t.setAttribute('x',x+w/2);
t.textContent=m>=1000?m/1000+' km':m+' m'}

function magnifier(svg){
var f=svg.getAttribute('data-frame').split(' ').map(Number),metre=+svg.getAttribute('data-metre'),move=svg.querySelector('.move'),grid=svg.querySelector('.grid');
var v={k:1,x:0,y:0};
function within(at,low,high){return Math.min(low*(1-v.k),Math.max(high*(1-v.k),at))}
function draw(){v.x=within(v.x,f[0],f[2]);v.y=within(v.y,f[1],f[3]);
move.setAttribute('transform','matrix('+v.k+' 0 0 '+v.k+' '+v.x+' '+v.y+')');
grid.style.display=v.k>1?'none':'';svg.classList.toggle('near',v.k>1);scaleBar(svg,f,metre,v.k)}
v.by=function(dx,dy){v.x+=dx;v.y+=dy;draw()};
v.zoom=function(times,cx,cy){var n=Math.min(most,Math.max(1,v.k*times));
if(cx===undefined){cx=(f[0]+f[2])/2;cy=(f[1]+f[3])/2}
v.x=cx-(cx-v.x)*n/v.k;v.y=cy-(cy-v.y)*n/v.k;v.k=n;draw()};
v.whole=function(){v.k=1;draw()};
v.to=function(b){v.k=Math.max(1,Math.min(most,0.4*Math.min((f[2]-f[0])/Math.max(b.width,4),(f[3]-f[1])/Math.max(b.height,4))));
v.x=(f[0]+f[2])/2-v.k*(b.x+b.width/2);v.y=(f[1]+f[3])/2-v.k*(b.y+b.height/2);draw()};
return v}

function pointer(svg,v){var from=null,far=false;
function at(e){var p=svg.createSVGPoint();p.x=e.clientX;p.y=e.clientY;return p.matrixTransform(svg.getScreenCTM().inverse())}
svg.addEventListener('wheel',function(e){if(!e.ctrlKey&&document.activeElement!==svg)return;e.preventDefault();var p=at(e);v.zoom(e.deltaY<0?1.25:0.8,p.x,p.y)},{passive:false});
svg.addEventListener('pointerdown',function(e){if(e.button===0){from=at(e);far=false}});
svg.addEventListener('pointermove',function(e){if(!from||v.k===1)return;var p=at(e);if(Math.abs(p.x-from.x)+Math.abs(p.y-from.y)>3&&!far){far=true;svg.setPointerCapture(e.pointerId)}
if(far){v.by(p.x-from.x,p.y-from.y);from=p}});
['pointerup','pointercancel'].forEach(function(n){svg.addEventListener(n,function(){from=null})});
svg.addEventListener('dblclick',function(e){e.preventDefault();var p=at(e);v.zoom(2,p.x,p.y)});
svg.addEventListener('click',function(e){if(far){far=false;return}var g=e.target.closest('[data-rule]');if(g)finding(svg,g.getAttribute('data-rule').split(';')[0])});
svg.setAttribute('tabindex','0');
svg.addEventListener('keydown',function(e){var d={ArrowLeft:[60,0],ArrowRight:[-60,0],ArrowUp:[0,60],ArrowDown:[0,-60]}[e.key];
if(e.target!==svg)return;
if(d&&v.k>1)v.by(d[0],d[1]);else if(e.key==='+'||e.key==='=')v.zoom(1.5);else if(e.key==='-')v.zoom(1/1.5);else if(e.key==='0'||e.key==='Escape'){dark(svg);v.whole()}else return;
e.preventDefault()})}

function legend(svg){list(svg,'.key').forEach(function(key){
var of=list(svg,'.move [data-key="'+key.getAttribute('data-key')+'"]');
key.setAttribute('role','checkbox');key.setAttribute('tabindex','0');key.setAttribute('aria-checked','true');
function turn(e){if(e.type==='keydown'&&e.key!==' '&&e.key!=='Enter')return;e.preventDefault();e.stopPropagation();
var on=key.getAttribute('aria-checked')!=='true';key.setAttribute('aria-checked',String(on));of.forEach(function(g){g.style.display=on?'':'none'})}
key.addEventListener('click',turn);key.addEventListener('keydown',turn)})}

function dark(svg){svg.classList.remove('lighting');list(svg,'.lit').forEach(function(g){g.classList.remove('lit')})}
function light(svg,v,rule){dark(svg);
var of=list(svg,'.move [data-rule]').filter(function(g){return rests(g,rule)});if(!of.length)return;
svg.classList.add('lighting');var a=Infinity,b=Infinity,c=-Infinity,d=-Infinity;
of.forEach(function(g){g.classList.add('lit');g.style.display='';var r=g.getBBox();a=Math.min(a,r.x);b=Math.min(b,r.y);c=Math.max(c,r.x+r.width);d=Math.max(d,r.y+r.height)});
v.to({x:a,y:b,width:c-a,height:d-b});svg.scrollIntoView({block:'center'});svg.focus({preventScroll:true})}
function finding(svg,rule){var s=svg.closest('section'),all=list(s,'article[data-rule]').filter(function(a){return a.getAttribute('data-rule')===rule});
if(!all.length)return;all[0].scrollIntoView({block:'center'});all[0].setAttribute('tabindex','-1');all[0].focus({preventScroll:true});
all[0].classList.add('lit');setTimeout(function(){all[0].classList.remove('lit')},2500)}

function map(svg){var v=magnifier(svg),bar=document.createElement('div');bar.className='map-tools';
bar.appendChild(button('＋',say('放大','Enlarge'),function(){v.zoom(1.5)}));
bar.appendChild(button('－',say('缩小','Reduce'),function(){v.zoom(1/1.5)}));
bar.appendChild(button(say('全图','Whole map'),'',function(){dark(svg);v.whole()}));
var hint=document.createElement('span');hint.className='small';
hint.textContent=say('拖动平移，双击或 Ctrl＋滚轮缩放；点图例可隐藏图层，点压占处可看条款。','Drag to move, double-click or Ctrl+wheel to enlarge; the legend switches layers, a click on evidence leads to its clause.');
bar.appendChild(hint);svg.parentNode.insertBefore(bar,svg);pointer(svg,v);legend(svg);return v}

function section(s){var maps=list(s,'svg.map[data-frame]').map(function(svg){return{svg:svg,v:map(svg)}});
list(s,'article[data-rule]').forEach(function(a){var rule=a.getAttribute('data-rule'),on=maps.filter(function(m){
return list(m.svg,'.move [data-rule]').some(function(g){return rests(g,rule)})})[0];
if(on)a.querySelector('h4').appendChild(button(say('在图上显示','Show on the map'),'',function(){light(on.svg,on.v,rule)}))})}
return{section:section,say:say,list:list,button:button}})();
)js";

}  // namespace

std::string map_script() { return kScript; }

}  // namespace zonegate::report
