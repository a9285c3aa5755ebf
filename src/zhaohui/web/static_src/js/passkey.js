// Passkeys and security keys: asks the browser for a credential and sends it with the form.
// A button carries data-passkey="create|get" and the options as JSON, or the address to ask for them.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const listed = (list) => (list || []).map((each) => ({ ...each, id: bytes(each.id) }));

async function created(options, isPasskey) {
  const publicKey = { ...options, challenge: bytes(options.challenge) };
  publicKey.user = { ...options.user, id: bytes(options.user.id) };
  publicKey.excludeCredentials = listed(options.excludeCredentials);
  publicKey.authenticatorSelection = {
    ...options.authenticatorSelection,
    residentKey: isPasskey ? "required" : "discouraged",
    requireResidentKey: isPasskey,
    ...(isPasskey ? { userVerification: "required" } : {}),
  };
  const made = await navigator.credentials.create({ publicKey });
  return answer(made, {
    attestationObject: text(made.response.attestationObject),
    transports: made.response.getTransports ? made.response.getTransports() : [],
  });
}

async function gotten(options) {
  const publicKey = { ...options, challenge: bytes(options.challenge), allowCredentials: listed(options.allowCredentials) };
  const got = await navigator.credentials.get({ publicKey });
  return answer(got, {
    authenticatorData: text(got.response.authenticatorData),
    signature: text(got.response.signature),
    userHandle: got.response.userHandle ? text(got.response.userHandle) : null,
  });
}

function answer(credential, response) {
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: { ...response, clientDataJSON: text(credential.response.clientDataJSON) },
  };
}

async function options(button) {
  if (button.dataset.options) return JSON.parse(button.dataset.options);
  const reply = await fetch(button.dataset.ask, { headers: { Accept: "application/json" } });
  if (!reply.ok) throw new Error(String(reply.status));
  return (await reply.json()).request_options;
}

async function pressed(event) {
  const button = event.currentTarget;
  const form = button.form;
  const failed = form.querySelector("[data-passkey-failed]");
  event.preventDefault();
  failed.hidden = true;
  try {
    const { publicKey } = await options(button);
    const isPasskey = Boolean(form.elements.passwordless?.checked);
    const credential = await (button.dataset.passkey === "create" ? created(publicKey, isPasskey) : gotten(publicKey));
    form.elements.credential.value = JSON.stringify(credential);
    form.submit();
  } catch {
    failed.hidden = false;
    failed.focus();
  }
}

const isName = !/^(\d+\.){3}\d+$|^\[/.test(location.hostname); // a browser keeps no passkey for a bare address
for (const button of document.querySelectorAll("[data-passkey]")) {
  const works = "PublicKeyCredential" in window && isName;
  button.closest("[data-passkey-part]").querySelector("[data-passkey-absent]").hidden = works;
  button.hidden = !works;
  button.addEventListener("click", pressed);
}
