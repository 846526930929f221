// The page: what is in the data becomes tables and charts; language, theme, print, links to a finding.

const GRADES = ['violation', 'suspect', 'clue'];
const SEVERITIES = ['low', 'medium', 'high', 'critical'];
const FIELDS = ['id', 'rule', 'grade', 'severity', 'institution', 'person', 'mdtrt', 'setl', 'begin', 'end', 'zh', 'en', 'values', 'rows', 'gross', 'net', 'withheld', 'account', 'status', 'month'];

sized.push(() => trend(byId('trend')), () => volumes(byId('volumes-chart')));

let findings = [];
let phrases = [];
let evidence = new Map();
let evidenceFiles = [];
let findingTable = null;
const stayOf = new Map(data.stays.map(stay => [stay.mdtrtId, stay]));
const findingsOfStay = new Map();

const grade = code => el('span', { class: 'grade ' + GRADES[code] }, say(GRADES[code]));
const ruleTitle = rule => (rule ? both(rule.title) : '');
const collator = new Intl.Collator('zh');
const ranks = (list, text) => {
  const order = list.map((item, i) => [text(item), i]).sort((a, b) => collator.compare(a[0], b[0]));
  const rank = [];
  order.forEach((entry, i) => (rank[entry[1]] = i));
  return rank;
};
const institutionRank = ranks(data.institutions, institutionName);
const ruleRank = ranks(data.rules, rule => rule.title.zh);

function message(finding) {
  const name = institutionName(data.institutions[finding.institution]);
  return (phrases[language === 'zh' ? finding.zh : finding.en] || '').replace(/\u0001(.)/g, (_, place) => (place === 'n' ? name : finding.values[place.charCodeAt(0) - 48]));
}

function institutionCell(of) {
  if (!of) return '';
  return [bdi(shorten(of.name || of.code, 60)), el('span', { class: 'code' }, of.name ? of.code : '')];
}

function drawRanking() {
  const rows = data.institutions.filter(of => of.findings + of.clues > 0);
  rows.forEach((of, i) => (of.place = i + 1));
  const most = of => of.points.reduce((sum, point) => sum + point, 0);
  makeTable(byId('ranking'), {
    caption: () => say('where'),
    rows, size: 15, printed: 60, sort: [2, true], heading: 1,
    search: of => of.name + ' ' + of.code,
    filters: [{ label: () => say('level'), choices: () => [...new Set(rows.map(of => of.type))].map(type => [type, named('type', type)]), test: (of, type) => of.type === type }],
    columns: [
      { label: () => say('place'), number: true, cell: of => of.place },
      { label: () => say('institution'), value: of => institutionRank[data.institutions.indexOf(of)], class: 'wide', cell: institutionCell },
      { label: () => say('score.short'), number: true, value: of => most(of) * 1e9 + Math.min(1e8, of.net + of.withheld), class: 'score', cell: scoreCell },
      { label: () => say('risk'), number: true, value: of => of.net + of.withheld, cell: of => yuan(of.net + of.withheld) },
      { label: () => say('share'), number: true, value: of => (of.fund > 0 ? (of.net + of.withheld) / of.fund : -1), cell: of => (of.fund > 0 ? percent((of.net + of.withheld) / of.fund) : '–') },
      { label: () => say('violation'), number: true, value: of => of.violation, cell: of => yuan(of.violation) },
      { label: () => say('suspect'), number: true, value: of => of.suspect, cell: of => yuan(of.suspect) },
      { label: () => say('gross'), number: true, value: of => of.gross, cell: of => yuan(of.gross) },
      { label: () => say('family'), number: true, value: of => of.families, cell: of => of.families },
      { label: () => say('clue.rules'), number: true, value: of => of.clueRules, cell: of => of.clueRules },
      { label: () => say('months.earlier'), number: true, value: of => of.months, cell: of => of.months },
      { label: () => say('findings'), number: true, value: of => of.findings + of.clues, cell: of => el('button', { type: 'button', class: 'link', title: say('show.findings'), onclick: () => goFindings(2, String(data.institutions.indexOf(of))) }, count(of.findings + of.clues)) }
    ]
  });
}

function scoreCell(of) {
  const names = ['score.amount', 'score.share', 'score.families', 'score.clues', 'score.months'];
  const total = of.points.reduce((sum, point) => sum + point, 0);
  const bar = el('span', { class: 'stack', role: 'img', 'aria-label': names.map((name, i) => say(name) + ' ' + points(of.points[i])).join('; '), title: names.map((name, i) => say(name) + ' ' + points(of.points[i])).join('\n') },
    of.points.map((point, i) => {
      const part = el('span', { class: 'k' + i });
      part.style.width = point / 10 + '%';
      return part;
    }));
  return [el('b', null, points(total)), bar];
}

function drawOverlaps() {
  const host = byId('overlaps');
  if (!data.overlaps.length) {
    drawn(() => host.replaceChildren(el('p', null, say('overlaps.none'))));
    return;
  }
  const title = id => both((data.rules.find(rule => rule.id === id) || {}).title) || id;
  makeTable(host, {
    caption: () => say('overlaps'), rows: data.overlaps, size: 10, printed: 40, sort: [3, true],
    columns: [
      { label: () => say('first'), class: 'wide', value: pair => pair.first, cell: pair => title(pair.first) },
      { label: () => say('second'), class: 'wide', value: pair => pair.second, cell: pair => title(pair.second) },
      { label: () => say('shared.rows'), number: true, value: pair => pair.rows, cell: pair => count(pair.rows) },
      { label: () => say('shared.amount'), number: true, value: pair => pair.amount, cell: pair => yuan(pair.amount * 100) }
    ]
  });
}

function drawRules() {
  makeTable(byId('rules-table'), {
    caption: () => say('rules'), rows: data.rules, size: 25, printed: 200, sort: [6, true],
    search: rule => rule.id + ' ' + rule.title.zh + ' ' + rule.title.en,
    filters: [
      { label: () => say('family'), choices: () => [...new Set(data.rules.map(rule => rule.family))].map(family => [family, named('family', family)]), test: (rule, family) => rule.family === family },
      { label: () => say('outcome'), choices: () => [...new Set(data.rules.map(rule => rule.outcome))].map(outcome => [outcome, named('outcome', outcome)]), test: (rule, outcome) => rule.outcome === outcome }
    ],
    columns: [
      { label: () => say('rule'), value: rule => ruleRank[data.rules.indexOf(rule)], class: 'wide', cell: rule => [both(rule.title), el('span', { class: 'code' }, rule.id)] },
      { label: () => say('grade'), value: rule => GRADES.indexOf(rule.grade), cell: rule => grade(GRADES.indexOf(rule.grade)) },
      { label: () => say('outcome'), value: rule => rule.outcome, cell: rule => named('outcome', rule.outcome) },
      { label: () => say('population'), number: true, value: rule => rule.population || 0, cell: rule => (rule.population === null ? '–' : count(rule.population)) },
      { label: () => say('findings'), number: true, value: rule => rule.findings, cell: rule => (rule.findings ? el('button', { type: 'button', class: 'link', title: say('show.findings'), onclick: () => goFindings(1, String(data.rules.indexOf(rule))) }, count(rule.findings)) : '0') },
      { label: () => say('permille'), number: true, value: rule => (rule.population ? rule.findings / rule.population : 0), cell: rule => (rule.population ? ((1000 * rule.findings) / rule.population).toFixed(1) : '–') },
      { label: () => say('net'), number: true, value: rule => rule.net, cell: rule => yuan(rule.net) },
      { label: () => say('gross'), number: true, value: rule => rule.gross, cell: rule => yuan(rule.gross) }
    ],
    detail: rule => terms([['legal', both(rule.legal)], ['caution', both(rule.caution)], ['severity', say('severity.' + rule.severity)], ['reason', both(rule.reason)]])
  });
}

function drawVolumes() {
  drawn(sized[1]);
  if (!data.volumes.length) return;
  makeTable(byId('volumes-table'), {
    caption: () => say('volumes'), rows: data.volumes, size: 10, printed: 40, sort: [6, true],
    search: of => institutionName(data.institutions[of.institution]) + ' ' + data.institutions[of.institution].code,
    filters: [{ label: () => say('band'), choices: () => [['out', say('outside')]], test: isOutside }],
    columns: [
      { label: () => say('institution'), value: of => institutionRank[of.institution], class: 'wide', cell: of => institutionCell(data.institutions[of.institution]) },
      { label: () => say('group'), value: of => of.group, cell: of => groupName(of.group) },
      { label: () => say('month'), value: of => of.month, cell: of => of.month },
      { label: () => say('visits'), number: true, value: of => of.visits, cell: of => count(of.visits) },
      { label: () => say('persons'), number: true, value: of => of.persons, cell: of => count(of.persons) },
      { label: () => say('per.day'), number: true, value: of => of.perDay, cell: of => (isOutside(of) ? el('b', { class: 'outside', title: say('outside') }, of.perDay.toFixed(1) + ' ▲') : of.perDay.toFixed(1)) },
      { label: () => say('median') + ' ×', number: true, value: of => of.perDay / (of.median || 1), cell: of => (of.median ? of.median.toFixed(1) + ' × ' + (of.perDay / of.median).toFixed(1) : '–') },
      { label: () => say('band'), number: true, cell: of => (of.high === null ? '–' : of.low.toFixed(1) + '–' + of.high.toFixed(1)) }
    ]
  });
}

function drawStays() {
  const host = byId('stays-list');
  const rows = data.stays.filter(stay => findingsOfStay.has(stay.mdtrtId));
  if (!rows.length) {
    drawn(() => host.replaceChildren(el('p', null, say('stays.none'))));
    return;
  }
  const first = stay => findingsOfStay.get(stay.mdtrtId)[0];
  const sum = (stay, field) => findingsOfStay.get(stay.mdtrtId).reduce((total, finding) => total + finding[field], 0);
  makeTable(host, {
    caption: () => say('stays'), rows, size: 10, printed: 40, sort: [4, true],
    search: stay => stay.mdtrtId + ' ' + institutionName(data.institutions[first(stay).institution]) + ' ' + findingsOfStay.get(stay.mdtrtId).map(finding => ruleTitle(data.rules[finding.rule])).join(' '),
    columns: [
      { label: () => say('encounter'), value: stay => stay.mdtrtId, cell: stay => [el('span', { class: 'mono' }, stay.mdtrtId), el('span', { class: 'code' }, shorten(institutionName(data.institutions[first(stay).institution]), 40))] },
      { label: () => say('date'), value: stay => stay.firstDay, cell: stay => date(stay.firstDay) },
      { label: () => say('days'), number: true, value: stay => stay.days.length, cell: stay => stay.days.length },
      { label: () => say('stays'), class: 'wide', cell: calendar },
      { label: () => say('gross'), number: true, value: stay => sum(stay, 'gross'), cell: stay => yuan(sum(stay, 'gross')) },
      { label: () => say('findings'), cell: stay => findingsOfStay.get(stay.mdtrtId).slice(0, 6).map(finding => el('button', { type: 'button', class: 'link block', onclick: () => goFinding(finding) }, ruleTitle(data.rules[finding.rule]))) }
    ]
  });
}

function readFindings() {
  const raw = JSON.parse(byId('findings-data').textContent);
  phrases = raw.phrases;
  findings = raw.rows.map(row => {
    const finding = {};
    FIELDS.forEach((field, i) => (finding[field] = row[i]));
    return finding;
  });
  const rows = JSON.parse(byId('evidence-data').textContent);
  evidenceFiles = rows.files;
  evidence = new Map(rows.rows);
  for (const finding of findings) {
    if (finding.grade < 2 && stayOf.has(finding.mdtrt)) {
      findingsOfStay.set(finding.mdtrt, [...(findingsOfStay.get(finding.mdtrt) || []), finding]);
    }
  }
}

function drawFindings() {
  const all = data.totals.findings + data.totals.clues;
  drawn(() => (byId('findings-note').textContent = findings.length < all ? say('findings.some', count(findings.length), count(all)) : say('count.findings', count(all))));
  const used = field => [...new Set(findings.map(finding => finding[field]))];
  const institutions = used('institution').filter(i => i >= 0).sort((a, b) => institutionRank[a] - institutionRank[b]);
  const rules = used('rule').sort((a, b) => ruleRank[a] - ruleRank[b]);
  findingTable = makeTable(byId('findings-table'), {
    caption: () => say('findings'), rows: findings, size: 25, printed: 100, sort: [5, true],
    search: finding => {
      const of = data.institutions[finding.institution];
      const rule = data.rules[finding.rule];
      return [finding.id, finding.mdtrt, finding.setl, finding.person, of ? of.name + ' ' + of.code : '', rule.id, ruleTitle(rule), message(finding)].join(' ');
    },
    filters: [
      { label: () => say('grade'), choices: () => GRADES.map((word, i) => [String(i), say(word)]), test: (finding, value) => finding.grade === Number(value) },
      { label: () => say('rule'), choices: () => rules.map(i => [String(i), shorten(ruleTitle(data.rules[i]), 40)]), test: (finding, value) => finding.rule === Number(value) },
      { label: () => say('institution'), choices: () => institutions.map(i => [String(i), shorten(institutionName(data.institutions[i]), 40)]), test: (finding, value) => finding.institution === Number(value) },
      { label: () => say('status'), choices: () => used('status').map(status => [status, say('status.' + status)]), test: (finding, value) => finding.status === value }
    ],
    columns: [
      { label: () => say('message'), value: finding => ruleRank[finding.rule], class: 'message', cell: finding => [el('span', { class: 'rule' }, ruleTitle(data.rules[finding.rule])), bdi(shorten(message(finding), 160))] },
      { label: () => say('grade'), value: finding => finding.grade, cell: finding => grade(finding.grade) },
      { label: () => say('institution'), value: finding => (finding.institution < 0 ? -1 : institutionRank[finding.institution]), class: 'wide', cell: finding => institutionCell(data.institutions[finding.institution]) },
      { label: () => say('date'), value: finding => finding.begin, class: 'nowrap', cell: finding => dates(finding.begin, finding.end) },
      { label: () => say('gross'), number: true, value: finding => finding.gross, cell: finding => yuan(finding.gross) },
      { label: () => say('net'), number: true, value: finding => finding.net + (finding.grade === 2 ? -1 : 0), cell: finding => yuan(finding.net) },
      { label: () => say('status'), value: finding => finding.status, cell: finding => say('status.' + finding.status) }
    ],
    detail: finding => detail(finding, findings.indexOf(finding))
  });
}

const terms = pairs => el('dl', { class: 'terms' }, pairs.filter(pair => pair[1] && pair[1].length !== 0).map(([key, value]) => [el('dt', null, say(key)), el('dd', null, value)]));

function detail(finding, place) {
  const rule = data.rules[finding.rule];
  const stay = stayOf.get(finding.mdtrt);
  const rows = evidence.get(place);
  return el('div', { class: 'finding', id: 'finding-' + finding.id },
    el('p', { class: 'said' }, bdi(message(finding))),
    terms([
      ['rule', [ruleTitle(rule) + ' ', el('code', null, rule.id)]],
      ['legal', both(rule.legal)],
      ['caution', both(rule.caution)],
      ['severity', say('severity.' + SEVERITIES[finding.severity])],
      ['id', el('a', { href: '#finding-' + finding.id, class: 'mono' }, finding.id)],
      ['person', finding.person], ['encounter', finding.mdtrt], ['settlement', finding.setl],
      ['gross', yuan(finding.gross)], ['net', yuan(finding.net)],
      ['withheld', finding.withheld ? yuan(finding.withheld) : ''], ['account', finding.account ? yuan(finding.account) : ''],
      ['stay', stay ? [date(stay.firstDay) + ' ', calendar(stay)] : '']
    ]),
    el('h4', null, say('evidence')),
    rows ? evidenceTable(rows) : '',
    rows && rows.length < finding.rows ? el('p', { class: 'what' }, say('evidence.more', count(rows.length), count(finding.rows))) : '',
    rows ? '' : el('p', { class: 'what' }, say('evidence.none')));
}

function evidenceTable(rows) {
  return el('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': say('evidence') }, el('table', { class: 'rows' },
    el('thead', null, el('tr', null, ['table', 'row', 'file', 'line', 'gross', 'net'].map((key, i) => el('th', { scope: 'col', class: i > 2 ? 'number' : null }, say(key))))),
    el('tbody', null, rows.map(([table, id, file, line, gross, net]) => el('tr', null,
      el('td', null, named('table', table)), el('th', { scope: 'row', class: 'mono' }, id), el('td', { class: 'file' }, bdi(evidenceFiles[file])),
      el('td', { class: 'number' }, count(line)), el('td', { class: 'number' }, yuan(gross)), el('td', { class: 'number' }, yuan(net)))))));
}

function goFindings(filter, value) {
  findingTable.filter(filter, value);
  byId('findings').scrollIntoView();
}

function goFinding(finding) {
  history.replaceState(null, '', '#finding-' + finding.id);
  findingTable.show(finding);
}

function followLink() {
  const id = (location.hash.match(/^#finding-([0-9a-f]+)$/) || [])[1];
  const finding = id && findings.find(one => one.id === id);
  if (finding) findingTable.show(finding);
}

function speak(to) {
  language = to;
  document.documentElement.lang = to === 'zh' ? 'zh' : 'en';
  document.querySelectorAll('[data-language]').forEach(button => button.setAttribute('aria-pressed', String(button.dataset.language === to)));
  document.querySelectorAll('[data-label]').forEach(element => element.setAttribute('aria-label', say(element.dataset.label)));
  document.title = say('title') + ' ' + document.querySelector('.months').textContent;
  drawings.forEach(draw => draw());
}

function theme() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = dark ? 'light' : 'dark';
  byId('theme').setAttribute('aria-pressed', String(!dark));
}

function start() {
  document.querySelectorAll('[data-language]').forEach(button => button.addEventListener('click', () => speak(button.dataset.language)));
  byId('theme').addEventListener('click', theme);
  byId('print').addEventListener('click', () => print());
  drawn(() => waterfall(byId('waterfall')));
  drawn(sized[0]);
  drawn(() => families(byId('families')));
  drawRanking();
  drawOverlaps();
  drawRules();
  drawVolumes();
  speak(language);
  // What was drawn so far is painted before the many findings are read.
  requestAnimationFrame(() => setTimeout(rest, 0));
}

function rest() {
  readFindings();
  drawFindings();
  drawStays();
  followLink();
  addEventListener('hashchange', followLink);
  document.documentElement.dataset.ready = 'true';
}

let width = innerWidth;
let resizing = 0;
addEventListener('resize', () => {
  cancelAnimationFrame(resizing);
  resizing = requestAnimationFrame(() => {
    if (innerWidth === width) return;
    width = innerWidth;
    sized.forEach(draw => draw());
  });
});

start();
