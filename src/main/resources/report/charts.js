// Charts: bars are plain elements, the rest SVG drawn to the width of its place.

/** rows: [{label, from, to, text, kind}], from and to on one scale. */
function bars(host, rows) {
  const low = Math.min(0, ...rows.map(row => Math.min(row.from, row.to)));
  const high = Math.max(1, ...rows.map(row => Math.max(row.from, row.to)));
  const at = value => (100 * (value - low)) / (high - low);
  host.replaceChildren(el('ul', { class: 'bars' }, rows.map(row => {
    const bar = el('span', { class: 'bar ' + row.kind });
    bar.style.left = at(Math.min(row.from, row.to)) + '%';
    bar.style.width = (row.to === row.from ? 0 : Math.max(0.3, Math.abs(at(row.to) - at(row.from)))) + '%';
    return el('li', { class: row.strong ? 'strong' : null }, el('span', { class: 'name' }, row.label), el('span', { class: 'track', 'aria-hidden': 'true' }, bar), el('span', { class: 'value' }, row.text));
  })));
}

function waterfall(host) {
  const t = data.totals;
  const overlap = t.gross - t.net - t.withheld;
  bars(host, [
    { label: say('gross'), from: 0, to: t.gross, text: yuan(t.gross), kind: 'total' },
    { label: say('overlap'), from: t.gross - overlap, to: t.gross, text: '−' + yuan(overlap), kind: 'minus' },
    { label: say('withheld'), from: t.net, to: t.net + t.withheld, text: '−' + yuan(t.withheld), kind: 'minus' },
    { label: say('net'), from: 0, to: t.net, text: yuan(t.net), kind: 'total', strong: true },
    { label: say('violation'), from: 0, to: t.violation, text: yuan(t.violation), kind: 'violation' },
    { label: say('suspect'), from: t.violation, to: t.net, text: yuan(t.suspect), kind: 'suspect' }
  ]);
}

/** Round steps for an axis. */
function steps(most, wanted) {
  const rough = most / wanted;
  const power = Math.pow(10, Math.floor(Math.log10(rough || 1)));
  const step = [1, 2, 5, 10].map(n => n * power).find(n => n >= rough) || power;
  const all = [];
  for (let value = 0; value <= most + step * 0.001; value += step) all.push(value);
  return all;
}

function trend(host) {
  const months = data.trend;
  const width = Math.max(280, host.clientWidth || 480);
  const height = 220;
  const left = 74;
  const bottom = 26;
  const most = Math.max(100, ...months.map(month => month.violation + month.suspect));
  const y = fen => 10 + (height - bottom - 10) * (1 - fen / (most * 1.05));
  const slot = (width - left - 8) / Math.max(3, months.length);
  const every = Math.ceil(58 / slot);
  const parts = steps(most, 4).map(value => [
    svg('line', { x1: left, x2: width - 4, y1: y(value), y2: y(value), class: 'grid' }),
    svg('text', { x: left - 8, y: y(value) + 4, 'text-anchor': 'end' }, count(Math.round(value / 100)))
  ]);
  months.forEach((month, i) => {
    const x = left + slot * i + slot * 0.2;
    const wide = Math.min(46, slot * 0.6);
    const title = month.month + ': ' + yuan(month.violation + month.suspect) + ' (' + say('violation') + ' ' + yuan(month.violation) + ', ' + say('suspect') + ' ' + yuan(month.suspect) + ')';
    parts.push(svg('g', { class: month.own ? '' : 'earlier' }, svg('title', null, title),
      svg('rect', { x, width: wide, y: y(month.violation), height: y(0) - y(month.violation), class: 'violation' }),
      svg('rect', { x, width: wide, y: y(month.violation + month.suspect), height: y(month.violation) - y(month.violation + month.suspect), class: 'suspect' })));
    if ((months.length - 1 - i) % every === 0) parts.push(svg('text', { x: x + wide / 2, y: height - 6, 'text-anchor': 'middle' }, month.month));
  });
  parts.push(svg('line', { x1: left, x2: width - 4, y1: y(0), y2: y(0), class: 'axis' }));
  const label = say('trend') + ': ' + months.map(month => month.month + ' ' + yuan(month.violation + month.suspect)).join(', ');
  host.replaceChildren(svg('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': label }, parts),
    el('ul', { class: 'legend' }, el('li', null, el('i', { class: 'key violation' }), say('violation')), el('li', null, el('i', { class: 'key suspect' }), say('suspect'))),
    months.length === 1 ? el('p', { class: 'what' }, say('trend.one')) : '');
}

function families(host) {
  const sums = new Map();
  for (const rule of data.rules) {
    const sum = sums.get(rule.family) || { net: 0, findings: 0 };
    sum.net += rule.net;
    sum.findings += rule.findings;
    sums.set(rule.family, sum);
  }
  const rows = [...sums].sort((a, b) => b[1].net - a[1].net || b[1].findings - a[1].findings);
  bars(host, rows.map(([family, sum]) => ({ label: named('family', family), from: 0, to: sum.net, text: yuan(sum.net) + ' · ' + say('count.findings', count(sum.findings)), kind: 'total' })));
}

/** One peer group of a month: band, median, a dot for each institution. */
function strip(group, width) {
  const height = 74;
  const left = 8;
  const first = group[0];
  const most = Math.max(1, first.high || 0, ...group.map(of => of.perDay)) * 1.06;
  const x = value => left + ((width - left - 14) * value) / most;
  const parts = [];
  if (first.high !== null) {
    parts.push(svg('rect', { x: x(first.low), width: Math.max(1, x(first.high) - x(first.low)), y: 8, height: 38, class: 'band' }));
  }
  parts.push(svg('line', { x1: x(first.median), x2: x(first.median), y1: 8, y2: 46, class: 'median' }));
  steps(most, width < 500 ? 4 : 8).forEach(value => parts.push(
    svg('line', { x1: x(value), x2: x(value), y1: 50, y2: 54, class: 'axis' }),
    svg('text', { x: x(value), y: 67, 'text-anchor': 'middle' }, String(Math.round(value * 10) / 10))));
  parts.push(svg('line', { x1: left, x2: width - 6, y1: 50, y2: 50, class: 'axis' }));
  group.forEach((of, i) => {
    const out = isOutside(of);
    const institution = data.institutions[of.institution];
    parts.push(svg('circle', { cx: x(of.perDay), cy: 16 + ((i * 7) % 24), r: out ? 5 : 3.6, class: out ? 'dot outside' : 'dot' },
      svg('title', null, institutionName(institution) + ': ' + of.perDay)));
    if (out) {
      const end = x(of.perDay) > width * 0.6;
      parts.push(svg('text', { x: x(of.perDay) + (end ? -9 : 9), y: 20 + ((i * 7) % 24), 'text-anchor': end ? 'end' : 'start', class: 'mark' }, shorten(institutionName(institution), 24)));
    }
  });
  return svg('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': groupName(first.group) + ': ' + say('median') + ' ' + first.median + (first.high === null ? '' : ', ' + say('band') + ' ' + first.low + '–' + first.high) + ', ' + group.filter(isOutside).map(of => institutionName(data.institutions[of.institution]) + ' ' + of.perDay).join(', ') }, parts);
}

const isOutside = of => of.high !== null && of.perDay > of.high;
const shorten = (text, length) => ([...text].length > length ? [...text].slice(0, length - 1).join('') + '…' : text);
const institutionName = of => (of ? of.name || of.code : '');

function groupName(group) {
  const [type, level, area] = group.split('|');
  return [named('type', type), level ? named('level', level) : '', area].filter(Boolean).join(' · ');
}

function volumes(host) {
  if (!data.volumes.length) {
    host.replaceChildren(el('p', null, say('volumes.none')));
    return;
  }
  const last = data.volumes.reduce((month, of) => (of.month > month ? of.month : month), '');
  const groups = new Map();
  for (const of of data.volumes) {
    if (of.month === last) groups.set(of.group, [...(groups.get(of.group) || []), of]);
  }
  const width = Math.max(300, host.clientWidth || 640);
  const order = [...groups.values()].filter(group => group.length > 2).sort((a, b) => b.filter(isOutside).length - a.filter(isOutside).length || b.length - a.length).slice(0, 30);
  host.replaceChildren(el('ul', { class: 'legend' },
    el('li', null, el('i', { class: 'key band' }), say('band')), el('li', null, el('i', { class: 'key dot' }), say('inside')), el('li', null, el('i', { class: 'key dot outside' }), say('outside'))),
    ...order.map(group => el('figure', { class: 'strip' }, el('figcaption', null, groupName(group[0].group) + ' · ' + last + ' · ' + count(group.length)), strip(group, width))));
}

/** The days of a stay as squares. */
function calendar(stay) {
  const squares = [...stay.days].map((digit, i) => {
    const bits = parseInt(digit, 16);
    const words = [bits & 1 ? (bits & 2 ? 'day.care' : 'day.phantom') : bits & 2 ? 'day.careonly' : 'day.none'];
    if (bits & 4) words.push('day.claimed');
    if (bits & 8) words.push('day.visit');
    const kind = ['day', bits & 1 ? 'bed' : '', bits & 2 ? 'care' : '', bits & 4 ? 'claimed' : '', bits & 8 ? 'visit' : ''].join(' ');
    return el('i', { class: kind.replace(/ +/g, ' ').trim(), title: date(stay.firstDay + i) + ' ' + words.map(word => say(word)).join(', ') });
  });
  const days = [...stay.days].map(digit => parseInt(digit, 16));
  const label = say('days') + ' ' + days.length + ', ' + say('day.phantom') + ' ' + days.filter(bits => (bits & 3) === 1).length + ', ' + say('day.visit') + ' ' + days.filter(bits => bits & 8).length;
  return el('span', { class: 'calendar', role: 'img', 'aria-label': label }, squares);
}
