// Passkeys: https://www.w3.org/TR/webauthn-3/. The forms work on the page that the server sent; nothing is loaded later.
(function () {
  'use strict';

  function bytes(text) {
    const plain = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
    return Uint8Array.from(plain, (c) => c.charCodeAt(0));
  }

  function text(buffer) {
    const plain = String.fromCharCode(...new Uint8Array(buffer));
    return btoa(plain).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  }

  async function post(form, path, body) {
    const response = await fetch(path, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'Content-Type': 'application/json', 'X-CSRF-TOKEN': form.elements._csrf.value },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (!response.ok) {
      throw new Error(path + ': ' + response.status);
    }
    return response.json();
  }

  function withBytes(descriptors) {
    return (descriptors || []).map((descriptor) => ({ ...descriptor, id: bytes(descriptor.id) }));
  }

  async function signIn(form) {
    const options = await post(form, '/webauthn/authenticate/options');
    const credential = await navigator.credentials.get({
      publicKey: {
        ...options,
        challenge: bytes(options.challenge),
        allowCredentials: withBytes(options.allowCredentials),
      },
    });
    const response = credential.response;
    const result = await post(form, '/login/webauthn', {
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      authenticatorAttachment: credential.authenticatorAttachment,
      clientExtensionResults: credential.getClientExtensionResults(),
      response: {
        authenticatorData: text(response.authenticatorData),
        clientDataJSON: text(response.clientDataJSON),
        signature: text(response.signature),
        userHandle: response.userHandle ? text(response.userHandle) : undefined,
      },
    });
    location.assign(result.redirectUrl === '/' ? '/account' : result.redirectUrl);
  }

  async function add(form) {
    const options = await post(form, '/webauthn/register/options');
    const credential = await navigator.credentials.create({
      publicKey: {
        ...options,
        challenge: bytes(options.challenge),
        user: { ...options.user, id: bytes(options.user.id) },
        excludeCredentials: withBytes(options.excludeCredentials),
      },
    });
    const response = credential.response;
    await post(form, '/webauthn/register', {
      publicKey: {
        label: form.elements.label.value,
        credential: {
          id: credential.id,
          rawId: text(credential.rawId),
          type: credential.type,
          authenticatorAttachment: credential.authenticatorAttachment,
          clientExtensionResults: credential.getClientExtensionResults(),
          response: {
            attestationObject: text(response.attestationObject),
            clientDataJSON: text(response.clientDataJSON),
            transports: response.getTransports ? response.getTransports() : [],
          },
        },
      },
    });
    location.assign('/passkeys?added');
  }

  const work = { 'sign-in': signIn, add: add };

  document.querySelectorAll('form[data-passkey]').forEach((form) => {
    const button = form.querySelector('button');
    if (!window.PublicKeyCredential) {
      form.querySelector('[data-unsupported]').hidden = false;
      button.disabled = true;
    }
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      const problem = form.querySelector('[data-problem]');
      problem.hidden = true;
      button.disabled = true;
      try {
        await work[form.dataset.passkey](form);
      } catch (refused) {
        problem.hidden = false;
        button.disabled = false;
      }
    });
  });
})();
