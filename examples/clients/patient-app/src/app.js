// A SMART app: sign in, show a patient's own case page by page, renew access, and say so when it has been taken back.
// All of OAuth is fhirclient's: https://docs.smarthealthit.org/client-js/
import config from './config.js';
import { language, t } from './texts.js';

const app = document.getElementById('app');
const date = new Intl.DateTimeFormat(language, { dateStyle: 'medium' });
const clock = new Intl.DateTimeFormat(language, { timeStyle: 'medium' });

// A public app has no secret: its refresh says who it is by its client id.
FHIR.oauth2.settings.refreshTokenWithClientId = true;

document.documentElement.lang = language;
document.documentElement.dir = language === 'ar' ? 'rtl' : 'ltr';
document.title = t('title');

/** An element; texts are set as texts, never as markup: what a record holds must not become code. */
function element(name, { text, children = [], on, ...attributes } = {}) {
  const made = document.createElement(name);
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  if (text !== undefined) made.textContent = text;
  if (on) made.addEventListener('click', on);
  made.append(...children);
  return made;
}

function show(...children) {
  app.replaceChildren(element('h1', { text: t('title') }), ...children);
}

function signIn() {
  show(element('p', { text: t('loading') }));
  FHIR.oauth2
    .authorize({
      iss: config.iss,
      clientId: config.clientId,
      scope: config.scope,
      redirectUri: location.origin + location.pathname,
      pkceMode: 'required'
    })
    .catch(problem);
}

function welcome(message) {
  show(
    ...(message ? [element('p', { class: 'notice', role: 'alert', text: message })] : []),
    element('p', { text: t('intro') }),
    element('button', { id: 'sign-in', text: t('signIn'), on: signIn })
  );
}

/** 401 from FHIR, 400 from a refresh: the access is over, whatever the reason. The rest may pass. */
function isOver(error) {
  const status = error?.status ?? error?.statusCode ?? error?.response?.status;
  return status === 401 || /unauthorized|invalid_grant|invalid_client|session has expired|expired/i.test(String(error));
}

function problem(error, retry) {
  if (isOver(error)) {
    sessionStorage.clear();
    welcome(t('ended'));
    return;
  }
  const lost = error instanceof TypeError || !navigator.onLine;
  show(
    element('p', { class: 'notice', role: 'alert', text: t(lost ? 'offline' : 'failed') }),
    element('button', { id: 'again', text: t('again'), on: retry ?? (() => location.reload()) })
  );
}

/** True when the person left it in: an app asks for more than it may get. */
function allowed(client, type) {
  const granted = (client.state.tokenResponse.scope ?? '').split(' ');
  return granted.some(scope => new RegExp(`^patient/(${type}|\\*)\\.(\\w*s|read|\\*)`).test(scope));
}

/** A heading with a list that grows page by page, so that little is loaded over a slow line. */
function section(client, title, type, query, line) {
  const list = element('ul', { id: type });
  const box = element('section', { children: [element('h2', { text: t(title) }), list] });
  if (!allowed(client, type)) {
    list.replaceWith(element('p', { id: type, text: t('notAllowed') }));
    return box;
  }
  const load = async address => {
    const bundle = await client.request(address);
    const found = (bundle.entry ?? []).map(entry => entry.resource).filter(resource => resource.resourceType === type);
    list.append(...found.map(line));
    if (!list.childElementCount) list.append(element('li', { text: t('none') }));
    const next = (bundle.link ?? []).find(link => link.relation === 'next')?.url;
    if (next) {
      const more = element('button', { class: 'quiet', text: t('more') });
      more.addEventListener('click', () => {
        more.remove();
        load(next).catch(problem);
      });
      box.append(more);
    }
  };
  load(`${type}?${query}`).catch(problem);
  return box;
}

const words = concept => concept?.text ?? concept?.coding?.find(coding => coding.display)?.display ?? concept?.coding?.[0]?.code ?? '';
const day = value => (value ? date.format(new Date(value)) : '');

function line(heading, ...rest) {
  const small = rest.filter(Boolean).join(' · ');
  return element('li', { children: [element('b', { text: heading }), element('small', { text: small })] });
}

function documentLine(client) {
  return document => {
    const item = line(document.description ?? words(document.type), day(document.date), document.content?.[0]?.attachment?.language);
    const url = document.content?.[0]?.attachment?.url;
    if (url && allowed(client, 'DocumentReference')) {
      const open = element('button', { class: 'quiet', text: t('open') });
      open.addEventListener('click', () => download(client, url, open).catch(problem));
      item.append(open);
    }
    return item;
  };
}

/** Fetched with the token and handed to the browser as a file; a plain link would go without one. */
async function download(client, url, button) {
  const response = await client.request({ url, headers: { accept: 'application/octet-stream, */*' }, includeResponse: true });
  const blob = response.body instanceof Blob ? response.body : await response.response.clone().blob();
  const link = element('a', { href: URL.createObjectURL(blob), download: url.split('/').pop() });
  link.click();
  URL.revokeObjectURL(link.href);
  button.replaceWith(element('small', { text: t('opened') }));
}

function access(client) {
  const until = element('p', { id: 'until' });
  const tell = () => {
    until.textContent = t('until', clock.format(new Date(client.getState('expiresAt') * 1000)));
  };
  tell();
  const renew = element('button', {
    id: 'renew',
    class: 'quiet',
    text: t('renew'),
    // fhirclient does this by itself when a token has ended; the button is for a long read ahead.
    on: () => client.refresh().then(tell).catch(problem)
  });
  const offline = client.getState('tokenResponse.refresh_token');
  return [
    until,
    ...(offline ? [renew] : []),
    element('a', { id: 'apps', class: 'button quiet', href: new URL('/account/apps', config.iss).href, text: t('apps') }),
    element('button', {
      id: 'sign-out',
      class: 'quiet',
      text: t('signOut'),
      on: () => {
        sessionStorage.clear();
        welcome();
      }
    })
  ];
}

async function home(client) {
  show(element('p', { text: t('loading') }));
  const patient = allowed(client, 'Patient') ? await client.patient.read() : undefined;
  const name = patient?.name?.[0];
  show(
    element('p', { id: 'patient', text: name?.text ?? [...(name?.given ?? []), name?.family].filter(Boolean).join(' ') }),
    section(client, 'steps', 'Task', '_count=10&_sort=-_lastUpdated', task =>
      line(
        // The task of the whole case among those of its steps.
        task.code?.coding?.some(coding => coding.code === 'case') ? t('title') : words(task.code),
        words(task.businessStatus) || t(task.status),
        day(task.lastModified ?? task.authoredOn)
      )),
    section(client, 'documents', 'DocumentReference', '_count=10', documentLine(client)),
    section(client, 'diagnoses', 'Condition', '_count=10', condition =>
      line(words(condition.code), day(condition.recordedDate ?? condition.onsetDateTime))),
    section(client, 'results', 'Observation', '_count=10', observation =>
      line(
        words(observation.code),
        observation.valueQuantity ? `${observation.valueQuantity.value} ${observation.valueQuantity.unit ?? ''}` : words(observation.valueCodeableConcept),
        day(observation.effectiveDateTime)
      )),
    ...access(client)
  );
}

const arrived = new URLSearchParams(location.search);
if (arrived.has('error')) {
  history.replaceState(null, '', location.pathname);
  welcome(t(arrived.get('error') === 'access_denied' ? 'refused' : 'failed'));
} else if (arrived.has('state') || sessionStorage.getItem('SMART_KEY')) {
  show(element('p', { text: t('loading') }));
  FHIR.oauth2.ready().then(client => home(client).catch(problem)).catch(problem);
} else {
  welcome();
}
