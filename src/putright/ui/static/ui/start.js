// Starts the components of GOV.UK Frontend. Everything that they do is an addition: each page works without them.
import { initAll } from '../js/govuk-frontend.min.js'

initAll()

for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false
  button.addEventListener('click', () => window.print())
}
