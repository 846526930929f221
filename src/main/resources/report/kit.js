'use strict';
// What every part of the page uses: the data, the words of the chosen language, elements, numbers.

const data = JSON.parse(document.getElementById('data').textContent);
let language = document.documentElement.lang === 'zh' ? 'zh' : 'en';

const say = (key, ...values) =>
  (data.texts[language][key] || key).replace(/\{(\d)\}/g, (place, i) => (values[i] === undefined ? place : values[i]));
const both = text => (text ? text[language] : '');
const named = (kind, code) => both(data.names[kind + '.' + code]) || code;

const TWO_DECIMALS = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const WHOLE = new Intl.NumberFormat('en-US');
const yuan = fen => TWO_DECIMALS.format(fen / 100);
const count = number => WHOLE.format(number);
const percent = share => (100 * share).toFixed(share < 0.1 ? 2 : 1) + ' %';
const points = tenths => (tenths / 10).toFixed(1);

const date = day => (day ? new Date(day * 86400000).toISOString().slice(0, 10) : '');
const dates = (from, to) => (from === to || !to ? date(from) : date(from) + ' – ' + date(to));

/** An element; text children are always text, never markup. */
function el(tag, attributes, ...children) {
  const element = document.createElement(tag);
  return fill(element, attributes, children);
}

function svg(tag, attributes, ...children) {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== ''));
  return element;
}

const bdi = text => el('bdi', null, text);
const byId = id => document.getElementById(id);

/** What is drawn again when the language changes, and what also when the width does. */
const drawings = [];
const sized = [];
function drawn(draw) {
  drawings.push(draw);
  draw();
}
