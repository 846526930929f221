// A table that sorts, filters, pages and opens its rows.

let tables = 0;

/**
 * columns: {label, value (to sort by), cell (node or text), number, descending (first click)}
 * options: {rows, columns, sort: [column, descending], size, search (row => text), searchable, filters: [{label, choices, test}],
 *           detail (row => node), caption, printed (rows on paper)}
 */
function makeTable(host, options) {
  const id = 'table' + ++tables;
  const state = { sort: options.sort, page: 0, search: '', filters: (options.filters || []).map(() => ''), open: new Set(), size: options.size || 20 };
  let shown = null;

  function select() {
    const words = state.search.toLowerCase().split(/\s+/).filter(Boolean);
    const filters = (options.filters || []).map((filter, i) => [filter, state.filters[i]]).filter(pair => pair[1] !== '');
    shown = options.rows.filter(
      row => filters.every(([filter, value]) => filter.test(row, value)) && (!words.length || matches(options.search(row).toLowerCase(), words)));
    sort();
  }

  const matches = (text, words) => words.every(word => text.includes(word));

  function sort() {
    const [column, descending] = state.sort;
    const value = options.columns[column].value;
    const keyed = shown.map((row, i) => [value(row), i, row]);
    const sign = descending ? -1 : 1;
    keyed.sort((a, b) => (a[0] < b[0] ? -sign : a[0] > b[0] ? sign : a[1] - b[1]));
    shown = keyed.map(entry => entry[2]);
  }

  function change(act) {
    act();
    state.page = 0;
    select();
    body();
  }

  const tools = el('div', { class: 'filters' });
  const region = el('div', { class: 'scroll', tabindex: 0, role: 'region' });
  const pager = el('div', { class: 'pager' });
  host.replaceChildren(tools, region, pager);

  function drawTools() {
    const parts = [];
    if (options.search) {
      parts.push(el('label', null, say('search'),
        el('input', { type: 'search', value: state.search, autocomplete: 'off', oninput: event => later(() => change(() => (state.search = event.target.value))) })));
    }
    (options.filters || []).forEach((filter, i) => {
      const choices = filter.choices();
      parts.push(el('label', null, filter.label(),
        el('select', { onchange: event => change(() => (state.filters[i] = event.target.value)) },
          el('option', { value: '' }, say('all')),
          choices.map(([value, label]) => el('option', { value, selected: value === state.filters[i] }, label)))));
    });
    if (parts.length) {
      parts.push(el('button', { type: 'button', class: 'plain', onclick: reset }, say('reset')));
    }
    tools.replaceChildren(...parts);
  }

  function reset() {
    change(() => {
      state.search = '';
      state.filters = state.filters.map(() => '');
    });
    drawTools();
  }

  let waiting = 0;
  function later(act) {
    clearTimeout(waiting);
    waiting = setTimeout(act, options.rows.length > 5000 ? 250 : 60);
  }

  function head() {
    return el('tr', null, options.columns.map((column, i) => {
      const sorted = state.sort[0] === i;
      const th = el('th', { scope: 'col', class: column.number ? 'number' : null, 'aria-sort': sorted ? (state.sort[1] ? 'descending' : 'ascending') : null });
      if (!column.value) {
        th.append(el('span', { class: 'plainhead' }, column.label()));
        return th;
      }
      th.append(el('button', { type: 'button', class: 'sort', onclick: () => sortBy(i) }, column.label(),
        el('span', { class: 'arrow', 'aria-hidden': 'true' }, sorted ? (state.sort[1] ? '▼' : '▲') : '')),
        el('span', { class: 'onpaper', 'aria-hidden': 'true' }, column.label()));
      return th;
    }), options.detail ? el('th', { scope: 'col', class: 'more' }, el('span', { class: 'unseen' }, say('open'))) : null);
  }

  function sortBy(i) {
    const again = state.sort[0] === i;
    const descending = again ? !state.sort[1] : !!(options.columns[i].number || options.columns[i].descending);
    change(() => (state.sort = [i, descending]));
    region.querySelectorAll('th')[i].querySelector('button').focus();
  }

  function body() {
    if (!shown) select();
    const pages = Math.max(1, Math.ceil(shown.length / state.size));
    state.page = Math.min(state.page, pages - 1);
    const first = state.page * state.size;
    const rows = shown.slice(first, first + state.size);
    region.setAttribute('aria-label', options.caption());
    const width = options.columns.length + (options.detail ? 1 : 0);
    const lines = rows.flatMap((row, i) => line(row, id + 'r' + i));
    region.replaceChildren(el('table', null, el('caption', { class: 'unseen' }, options.caption()), el('thead', null, head()),
      el('tbody', null, lines.length ? lines : el('tr', null, el('td', { colspan: width, class: 'nothing' }, say('nothing'))))));
    turn(pages, first, rows.length);
  }

  function line(row, key) {
    const open = state.open.has(row);
    const cells = options.columns.map((column, i) => {
      const cell = column.cell(row);
      return el(i === (options.heading || 0) ? 'th' : 'td', { scope: i === (options.heading || 0) ? 'row' : null, class: [column.number ? 'number' : '', column.class || ''].join(' ').trim() || null }, cell);
    });
    if (!options.detail) return [el('tr', null, cells)];
    const toggle = el('button', { type: 'button', class: 'open', 'aria-expanded': open ? 'true' : 'false', 'aria-controls': open ? key : null, 'aria-label': say('open') }, open ? '−' : '+');
    toggle.addEventListener('click', () => {
      if (open) state.open.delete(row);
      else state.open.add(row);
      body();
      const again = region.querySelectorAll('button.open')[rowNumber(row)];
      if (again) again.focus();
    });
    const tr = el('tr', { class: open ? 'opened' : null }, cells, el('td', { class: 'more' }, toggle));
    tr.addEventListener('click', event => {
      if (!event.target.closest('button, a, summary') && !String(getSelection())) toggle.click();
    });
    tr.classList.add('clickable');
    return open ? [tr, el('tr', { class: 'detail', id: key }, el('td', { colspan: cells.length + 1 }, options.detail(row)))] : [tr];
  }

  const rowNumber = row => shown.indexOf(row) - state.page * state.size;

  function turn(pages, first, number) {
    const go = page => {
      state.page = page;
      body();
      region.scrollTop = 0;
    };
    const range = shown.length ? count(first + 1) + '–' + count(first + number) : '0';
    const status = el('p', { role: 'status' }, range + ' / ' + count(shown.length));
    pager.replaceChildren(status);
    if (pages > 1) {
      pager.append(
        el('button', { type: 'button', class: 'plain', disabled: state.page === 0, onclick: () => go(0), 'aria-label': '1' }, '«'),
        el('button', { type: 'button', class: 'plain previous', disabled: state.page === 0, onclick: () => go(state.page - 1) }, say('previous')),
        el('label', null, say('page') + ' ', el('input', { type: 'number', min: 1, max: pages, value: state.page + 1, onchange: event => go(Math.max(0, Math.min(pages, Math.trunc(event.target.value) || 1) - 1)) }), ' / ' + count(pages)),
        el('button', { type: 'button', class: 'plain next', disabled: state.page === pages - 1, onclick: () => go(state.page + 1) }, say('next')));
    }
  }

  drawn(() => {
    drawTools();
    body();
  });

  let usual = null;
  addEventListener('beforeprint', () => {
    usual = [state.size, state.page];
    state.page = Math.floor((state.page * state.size) / (options.printed || state.size));
    state.size = options.printed || state.size;
    body();
  });
  addEventListener('afterprint', () => {
    if (usual) [state.size, state.page] = usual;
    usual = null;
    body();
  });

  return {
    /** Sets a filter by its place, clears the others, and goes there. */
    filter(place, value) {
      change(() => {
        state.search = '';
        state.filters = state.filters.map((_, i) => (i === place ? value : ''));
      });
      drawTools();
    },
    /** Shows a row, opened. */
    show(row) {
      state.search = '';
      state.filters = state.filters.map(() => '');
      select();
      state.open.add(row);
      state.page = Math.floor(shown.indexOf(row) / state.size);
      drawTools();
      body();
      region.querySelectorAll('tbody > tr:not(.detail)')[rowNumber(row)].scrollIntoView({ block: 'center' });
    }
  };
}
