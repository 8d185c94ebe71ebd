// A reviewer's keyboard, what stays covered until held, and the next case fetched before it is needed.
'use strict';

const desk = document.getElementById('desk');
let waiting = null;

const onScreen = () => desk.querySelector('.case');
const csrf = () => desk.querySelector('form.decide input[type=hidden]');

/** The next case, asked for while this one is read; not before the decision on the last one is kept. */
function prefetch(after = Promise.resolve()) {
  const now = onScreen();
  waiting = now ? after.then(() => ask(now.dataset.lease, csrf())) : null;
}

async function ask(held, token) {
  const form = new URLSearchParams({ held });
  form.set(token.name, token.value);
  const answer = await fetch('/console/review/next', { method: 'POST', body: form }).catch(() => null);
  return answer?.ok ? ready(await answer.text()) : null;
}

/** Has the pictures of a case fetched before it is shown; covered ones that may never be seen are not. */
function ready(html) {
  const parts = document.createElement('template');
  parts.innerHTML = html;
  parts.content.querySelectorAll('img[src]').forEach((img) => { new Image().src = img.getAttribute('src'); });
  return html;
}

/** Kept alive: what a reviewer decided arrives even if they leave the page at once. */
const post = (address, body) =>
  fetch(address, { method: 'POST', body, keepalive: true, headers: { Accept: 'application/json' } }).catch(() => null);

function say(text) {
  let note = document.getElementById('said');
  if (!note) {
    note = document.createElement('p');
    note.id = 'said';
    note.setAttribute('role', 'status');
    desk.before(note);
  }
  note.textContent = text;
  return note;
}

function offerUndo({ batch, cases }, token) {
  document.querySelector('.undone')?.remove();
  const note = say(cases === 1 ? 'Decided one case. ' : `Decided ${cases} cases. `);
  const button = document.createElement('button');
  button.textContent = 'Undo';
  button.addEventListener('click', async () => {
    const form = new URLSearchParams({ batch });
    form.set(token.name, token.value);
    const answer = await post('/console/review/undo', form);
    say(answer?.ok ? 'Taken back.' : 'That could not be taken back.');
  });
  note.append(button);
}

/** Keeps a note; the case stays. */
async function stay(form, address) {
  const answer = await post(address, new URLSearchParams(new FormData(form)));
  if (!answer?.ok) {
    const problem = await answer?.json().catch(() => null);
    say(problem?.detail ?? 'The server does not answer; your note is still here.');
    return;
  }
  const note = document.createElement('div');
  note.className = 'label';
  note.textContent = form.elements.note.value;
  desk.querySelector('.notes').append(note);
  form.elements.note.value = '';
  say('Noted.');
}

/** Shows a case anew whose content changed: the server gives first what is held and not on screen. */
async function again(form, token) {
  const shown = onScreen();
  const other = shown?.contains(form) ? '' : shown?.dataset.lease ?? '';
  const html = await ask(other, token);
  if (!html) return false;
  desk.innerHTML = html;
  desk.querySelector('form.decide').elements.reason.value = form.elements.reason.value;
  prefetch();
  show();
  return true;
}

/** Sends the form and shows the next case; if sending fails, the case comes back with its form. */
async function send(form, address) {
  reveal(false);
  performance.mark('decided');
  const before = [...desk.childNodes];
  const token = csrf();
  const sent = post(address, new URLSearchParams(new FormData(form)));
  const ahead = await waiting;
  if (ahead) {
    desk.innerHTML = ahead;
    prefetch(sent);
    show();
  }
  const answer = await sent;
  if (!answer?.ok) {
    const problem = await answer?.json().catch(() => null);
    if (problem?.type === '/problems/content-changed' && await again(form, token)) {
      say(problem.detail);
      return;
    }
    desk.replaceChildren(...before);
    prefetch();
    say(problem?.detail ?? 'The server does not answer; your decision is still here.');
    return;
  }
  if (answer.status === 200) offerUndo(await answer.json(), token);
  if (!ahead) location.reload();
}

desk.addEventListener('submit', (event) => {
  event.preventDefault();
  // Not form.action: a field of that name stands before it.
  const address = event.submitter?.getAttribute('formaction') ?? event.target.getAttribute('action');
  if (event.submitter?.hasAttribute('data-stay')) stay(event.target, address);
  else send(event.target, address);
});

// Doing something else than the policy says needs a reason; the browser asks for it.
desk.addEventListener('change', (event) => {
  if (event.target.name === 'action') event.target.form.elements.reason.required = event.target.value !== '';
});

function show() {
  // The frame after the next has it on screen: what a reviewer waits for.
  requestAnimationFrame(() => requestAnimationFrame(() => performance.measure('next', 'decided')));
  markWords();
  const title = onScreen()?.querySelector('h2');
  if (title) {
    title.tabIndex = -1;
    title.focus();
  }
}

// --- words that scores come from ----------------------------------------------------------------

async function markWords() {
  const now = onScreen();
  if (!now?.dataset.scores) return;
  const answer = await fetch(`/console/review/${now.dataset.case}/spans?lease=${now.dataset.lease}`, { headers: { Accept: 'application/json' } }).catch(() => null);
  if (!answer?.ok || onScreen() !== now) return;
  const { spans } = await answer.json();
  now.querySelectorAll('.event > .veil > .fields [data-field]').forEach((text) => paint(text, spans.filter((span) => span.field === text.dataset.field)));
}

/** Marks stretches of a text; they are words, so no two overlap but for being said twice. */
function paint(element, spans) {
  const text = element.textContent;
  const heaviest = Math.max(...spans.map((span) => span.weight), 0);
  const parts = [];
  let at = 0;
  for (const span of [...spans].sort((one, other) => one.from - other.from)) {
    if (span.from < at) continue;
    const word = document.createElement('mark');
    word.textContent = text.slice(span.from, span.to);
    word.title = `${span.score.replaceAll('_', '-')} loses ${Math.round(span.weight * 100)} points without it`;
    word.classList.toggle('strong', span.weight > heaviest / 2);
    parts.push(text.slice(at, span.from), word);
    at = span.to;
  }
  if (parts.length > 0) element.replaceChildren(...parts, text.slice(at));
}

// --- covered content ----------------------------------------------------------------------------
let since = 0;

function reveal(shown) {
  const button = desk.querySelector('.reveal');
  if (!button || shown === (since > 0)) return;
  button.setAttribute('aria-pressed', String(shown));
  const event = desk.querySelector('.event');
  event.classList.toggle('shown', shown);
  event.querySelectorAll('.veil').forEach((veil) => veil.setAttribute('aria-hidden', String(!shown)));
  if (shown) {
    since = performance.now();
    event.querySelectorAll('img[data-src]').forEach((img) => { img.src ||= img.dataset.src; });
  } else {
    tell(performance.now() - since);
    since = 0;
  }
}

/** What a reviewer had before them counts for what they are spared later. */
function tell(millis) {
  const now = onScreen();
  const form = new URLSearchParams({ millis: String(Math.round(millis)) });
  form.set(csrf().name, csrf().value);
  fetch(`/console/review/${now.dataset.case}/uncovered`, { method: 'POST', body: form, keepalive: true }).catch(() => null);
}

addEventListener('pagehide', () => reveal(false));
addEventListener('blur', () => reveal(false));
desk.addEventListener('pointerdown', (event) => event.target.closest('.reveal') && reveal(true));
addEventListener('pointerup', () => reveal(false));
desk.addEventListener('click', (event) => {
  // A click without a pointer comes from the keyboard or a screen reader: it toggles.
  const button = event.target.closest('.reveal');
  if (button && event.detail === 0) reveal(button.getAttribute('aria-pressed') !== 'true');
});

// --- keyboard -----------------------------------------------------------------------------------
let leading = false;

document.addEventListener('keydown', (event) => {
  const typing = event.target.closest('input:not([type=radio]):not([type=checkbox]), select, textarea, dialog[open]');
  if (event.ctrlKey || event.metaKey || event.altKey || !onScreen()) return;
  if (event.key === 'Enter' && desk.contains(event.target) && !event.target.closest('a, button, summary')) {
    const form = desk.querySelector('form.decide');
    event.preventDefault();
    if (event.target.name === 'note') form.requestSubmit(form.querySelector('[data-stay]'));
    else form.requestSubmit(form.querySelector('.main'));
    return;
  }
  if (event.key === 'Escape' && typing && desk.contains(event.target)) event.target.blur();
  if (typing) return;
  // g and a letter lead to another page; that letter is not for the desk.
  if (leading || event.key === 'g') {
    leading = event.key === 'g' && !leading;
    return;
  }
  if (event.key === 'Enter' && event.target === document.body) {
    event.preventDefault();
    const form = desk.querySelector('form.decide');
    form.requestSubmit(form.querySelector('.main'));
    return;
  }
  if (event.key === 'v') {
    if (!event.repeat) reveal(true);
    return;
  }
  const control = desk.querySelector(`form.decide [data-key="${CSS.escape(event.key)}"]`);
  if (!control) return;
  if (control.matches('button, [type=radio], [type=checkbox]')) {
    control.click();
    control.focus();
  } else {
    // The key itself must not be typed into the field it leads to.
    event.preventDefault();
    control.closest('details')?.setAttribute('open', '');
    control.focus();
  }
});
document.addEventListener('keyup', (event) => event.key === 'v' && reveal(false));

prefetch();
markWords();
