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
  return answer?.ok ? answer.text() : null;
}

const post = (address, body) =>
  fetch(address, { method: 'POST', body, headers: { Accept: 'application/json' } }).catch(() => null);

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

/** Sends the form and shows the next case; if sending fails, the case comes back with its form. */
async function send(form, address) {
  const before = onScreen();
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
    desk.replaceChildren(before);
    prefetch();
    say(problem?.detail ?? 'The server does not answer; your decision is still here.');
    return;
  }
  if (answer.status === 200) offerUndo(await answer.json(), token);
  if (!ahead) location.reload();
}

desk.addEventListener('submit', (event) => {
  event.preventDefault();
  send(event.target, event.submitter?.getAttribute('formaction') ?? event.target.action);
});

function show() {
  const title = onScreen()?.querySelector('h2');
  if (title) {
    title.tabIndex = -1;
    title.focus();
  }
}

// --- covered content ----------------------------------------------------------------------------
function reveal(shown) {
  const button = desk.querySelector('.reveal');
  if (!button) return;
  button.setAttribute('aria-pressed', String(shown));
  desk.querySelector('.event').classList.toggle('shown', shown);
}

desk.addEventListener('pointerdown', (event) => event.target.closest('.reveal') && reveal(true));
addEventListener('pointerup', () => reveal(false));
desk.addEventListener('click', (event) => {
  // A click without a pointer comes from the keyboard or a screen reader: it toggles.
  const button = event.target.closest('.reveal');
  if (button && event.detail === 0) reveal(button.getAttribute('aria-pressed') !== 'true');
});

// --- keyboard -----------------------------------------------------------------------------------
document.addEventListener('keydown', (event) => {
  const typing = event.target.closest('input:not([type=radio]):not([type=checkbox]), select, textarea, dialog[open]');
  if (event.ctrlKey || event.metaKey || event.altKey || !onScreen()) return;
  if (event.key === 'Enter' && !event.target.closest('a, button, summary')) {
    const form = desk.querySelector('form.decide');
    if (form.contains(event.target) || !typing) {
      event.preventDefault();
      form.requestSubmit(form.querySelector('.main'));
    }
    return;
  }
  if (typing) return;
  if (event.key === 'v') {
    reveal(true);
    return;
  }
  desk.querySelector(`form.decide [data-key="${CSS.escape(event.key)}"]`)?.click();
});
document.addEventListener('keyup', (event) => event.key === 'v' && reveal(false));

prefetch();
