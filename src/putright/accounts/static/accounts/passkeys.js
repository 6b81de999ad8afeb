// Passkeys: fills in the forms marked `data-passkey` with what the browser's authenticator answers.
// The server's options come as JSON in `data-options`, or from the address in `data-options-from`.

const toBytes = (text) => {
  const base64 = text.replace(/-/g, '+').replace(/_/g, '/')
  return Uint8Array.from(atob(base64 + '='.repeat((4 - (base64.length % 4)) % 4)), (one) => one.charCodeAt(0))
}

const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')

const withBytes = (credentials = []) => credentials.map((one) => ({ ...one, id: toBytes(one.id) }))

async function create (options, alone) {
  const selection = { ...options.authenticatorSelection }
  selection.residentKey = alone ? 'required' : 'discouraged'
  selection.requireResidentKey = alone
  if (alone) selection.userVerification = 'required'
  const made = await navigator.credentials.create({
    publicKey: {
      ...options,
      authenticatorSelection: selection,
      challenge: toBytes(options.challenge),
      user: { ...options.user, id: toBytes(options.user.id) },
      excludeCredentials: withBytes(options.excludeCredentials)
    }
  })
  return {
    ...described(made),
    response: {
      clientDataJSON: toText(made.response.clientDataJSON),
      attestationObject: toText(made.response.attestationObject),
      transports: made.response.getTransports ? made.response.getTransports() : []
    }
  }
}

async function get (options) {
  const used = await navigator.credentials.get({
    publicKey: {
      ...options,
      challenge: toBytes(options.challenge),
      allowCredentials: withBytes(options.allowCredentials)
    }
  })
  const handle = used.response.userHandle
  return {
    ...described(used),
    response: {
      clientDataJSON: toText(used.response.clientDataJSON),
      authenticatorData: toText(used.response.authenticatorData),
      signature: toText(used.response.signature),
      userHandle: handle ? toText(handle) : null
    }
  }
}

const described = (credential) => ({
  type: credential.type,
  id: credential.id,
  rawId: toText(credential.rawId),
  authenticatorAttachment: credential.authenticatorAttachment,
  clientExtensionResults: credential.getClientExtensionResults()
})

async function optionsOf (form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options).publicKey
  const answer = await fetch(form.dataset.optionsFrom, { headers: { Accept: 'application/json' } })
  if (!answer.ok) throw new Error(`The options for a passkey came with status ${answer.status}.`)
  return (await answer.json()).request_options.publicKey
}

if (window.PublicKeyCredential && navigator.credentials) {
  for (const one of document.querySelectorAll('[data-passkey-unknown]')) one.hidden = true
  for (const form of document.querySelectorAll('form[data-passkey]')) {
    form.hidden = false
    form.addEventListener('submit', async (event) => {
      event.preventDefault()
      const failed = form.querySelector('[data-passkey-failed]')
      failed.hidden = true
      try {
        const options = await optionsOf(form)
        const alone = Boolean(form.querySelector('[name=passwordless]')?.checked)
        const answer = form.dataset.passkey === 'create' ? await create(options, alone) : await get(options)
        form.querySelector('[name=credential]').value = JSON.stringify(answer)
        form.submit()
      } catch {
        failed.hidden = false
      }
    })
  }
}
