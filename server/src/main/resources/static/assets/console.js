// Keyboard, live rows and charts. Everything works without it but the refreshing and the charts.
'use strict';

const root = document.documentElement;
const all = (selector) => [...document.querySelectorAll(selector)];
const dark = () => getComputedStyle(root).colorScheme === 'dark'
  || (!root.dataset.theme && matchMedia('(prefers-color-scheme: dark)').matches);

document.getElementById('theme')?.addEventListener('click', () => {
  root.dataset.theme = dark() ? 'light' : 'dark';
  localStorage.setItem('theme', root.dataset.theme);
  all('[data-chart]').forEach(draw);
});

matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => all('[data-chart]').forEach(draw));

// --- rows ---------------------------------------------------------------------------------------
let at = -1;
const rows = () => all('tr[data-href]');

function mark(index) {
  const list = rows();
  if (list.length === 0) return;
  at = Math.max(0, Math.min(index, list.length - 1));
  list.forEach((row, i) => row.classList.toggle('at', i === at));
  list[at].querySelector('a').focus({ preventScroll: true });
  list[at].scrollIntoView({ block: 'nearest' });
}

document.addEventListener('click', (event) => {
  const row = event.target.closest('tr[data-href]');
  if (row && !event.target.closest('a, button') && !getSelection().toString()) location.href = row.dataset.href;
});

// --- choosing -----------------------------------------------------------------------------------
document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-choose]');
  if (!button) return;
  const boxes = [...button.closest('fieldset').querySelectorAll('input[type=checkbox]')];
  const chosen = boxes.every((box) => box.checked);
  boxes.forEach((box) => { box.checked = !chosen; });
  button.textContent = chosen ? 'Choose all' : 'Choose none';
});

// --- live ---------------------------------------------------------------------------------------
const live = document.querySelector('[data-refresh]');
const pause = document.getElementById('pause');
const state = document.getElementById('state');
const paused = () => pause?.getAttribute('aria-pressed') === 'true';

function togglePause() {
  if (!pause) return;
  pause.setAttribute('aria-pressed', String(!paused()));
  pause.textContent = paused() ? 'Resume' : 'Pause';
  state.textContent = paused() ? 'Paused.' : 'New decisions appear by themselves.';
}

pause?.addEventListener('click', togglePause);

async function refresh() {
  // Someone who is reading a row keeps it: rows do not move under the keyboard or the mouse.
  if (paused() || document.hidden || live.matches(':hover') || live.contains(document.activeElement)) return;
  const known = new Set(rows().map((row) => row.dataset.href));
  try {
    await htmx.ajax('GET', live.dataset.refresh, { target: live, swap: 'innerHTML' });
    rows().forEach((row) => row.classList.toggle('new', known.size > 0 && !known.has(row.dataset.href)));
    if (!paused()) state.textContent = 'New decisions appear by themselves.';
  } catch {
    state.textContent = 'The server does not answer; trying again.';
  }
}

if (live) {
  setInterval(refresh, 2000);
  setInterval(() => !document.hidden && all('[data-chart]').forEach(draw), 15000);
}

// --- charts -------------------------------------------------------------------------------------

/** CSS gives light-dark() pairs; a painted element gives the colour that is in force. */
function ink(name) {
  const probe = document.createElement('span');
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}

const charts = {
  verdicts: (data) => ({
    animation: false,
    textStyle: { color: ink('--muted') },
    grid: { left: 46, right: 52, top: 28, bottom: 24 },
    legend: { top: 0, right: 0, textStyle: { color: ink('--muted') } },
    tooltip: { trigger: 'axis' },
    xAxis: { type: 'time', axisLabel: { color: ink('--muted') } },
    yAxis: [
      { type: 'value', minInterval: 1, axisLabel: { color: ink('--muted') }, splitLine: { lineStyle: { color: ink('--line') } } },
      { type: 'value', axisLabel: { color: ink('--muted') }, splitLine: { show: false } },
    ],
    series: [
      ...[['limit', '--limit-ink'], ['hold', '--hold-ink'], ['block', '--block-ink']].map(([name, tone]) => ({
        name, type: 'bar', stack: 'acted', barMaxWidth: 14, itemStyle: { color: ink(tone) },
        data: data.from.map((from, i) => [from, data[name][i]]),
      })),
      {
        name: 'allow (right axis)', type: 'line', yAxisIndex: 1, showSymbol: false,
        itemStyle: { color: ink('--allow-ink') }, lineStyle: { width: 1.5 },
        data: data.from.map((from, i) => [from, data.allow[i]]),
      },
    ],
  }),
  graph: (data) => ({
    animation: false,
    tooltip: {},
    series: [{
      type: 'sankey', data: data.nodes, links: data.links, nodeAlign: 'left', left: 4, right: 190, nodeGap: 6,
      emphasis: { focus: 'adjacency' }, label: { color: ink('--ink'), fontSize: 11 },
      itemStyle: { color: ink('--accent'), borderWidth: 0 }, lineStyle: { color: ink('--muted'), opacity: 0.25 },
    }],
  }),
};

/** A graph needs room for the label of every node of its fullest column. */
const columns = (data) => {
  const sizes = new Map();
  for (const node of data.nodes) sizes.set(node.depth, (sizes.get(node.depth) ?? 0) + 1);
  return Math.max(...sizes.values(), 1);
};
const heights = { graph: (data) => Math.max(220, columns(data) * 19) };

async function draw(element) {
  const answer = await fetch(element.dataset.source, { headers: { Accept: 'application/json' } });
  if (!answer.ok) return;
  const data = await answer.json();
  const height = heights[element.dataset.chart];
  if (height) element.style.height = `${height(data)}px`;
  const chart = echarts.getInstanceByDom(element) ?? echarts.init(element, null, { renderer: 'svg' });
  chart.setOption(charts[element.dataset.chart](data), true);
  element.dataset.drawn = 'true';
}

if (all('[data-chart]').length > 0) {
  const library = document.createElement('script');
  library.src = '/assets/lib/echarts.js';
  library.onload = () => all('[data-chart]').forEach(draw);
  document.head.append(library);
  addEventListener('resize', () => all('[data-chart]').forEach((e) => globalThis.echarts?.getInstanceByDom(e)?.resize()));
}

// A menu of the bar closes when one goes elsewhere.
const more = document.querySelector('nav .more');
addEventListener('click', (event) => { if (more?.open && !more.contains(event.target)) more.open = false; });
more?.addEventListener('focusout', (event) => { if (event.relatedTarget && !more.contains(event.relatedTarget)) more.open = false; });
more?.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || !more.open) return;
  more.open = false;
  more.querySelector('summary').focus();
});

// --- keyboard -----------------------------------------------------------------------------------
const shortcuts = document.getElementById('shortcuts');
document.getElementById('keys')?.addEventListener('click', () => shortcuts.showModal());
let going = false;

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, select, textarea, dialog[open]')) return;
  if (going) {
    going = false;
    const link = document.querySelector(`nav a[data-key="${CSS.escape(event.key)}"]`);
    if (link) location.href = link.href;
    return;
  }
  switch (event.key) {
    case 'g': going = true; return;
    case 'j': mark(at + 1); break;
    case 'k': mark(at - 1); break;
    case '/': document.getElementById('find').focus(); break;
    case '?': shortcuts.showModal(); break;
    case ' ': if (!pause || event.target.closest('a, button, summary')) return; togglePause(); break;
    default: return;
  }
  event.preventDefault();
});
