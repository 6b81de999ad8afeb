// Starts the components of GOV.UK Frontend. Everything that they do is an addition: each page works without them.
import { initAll } from '../js/govuk-frontend.min.js'

initAll()

// GOV.UK Frontend says aria-expanded on radios, which ARIA allows on no radio; what a choice reveals comes next in
// the reading order, so nothing is lost without it.
const settle = () => {
  for (const radio of document.querySelectorAll('input[type="radio"][aria-expanded]')) radio.removeAttribute('aria-expanded')
}
settle()
document.addEventListener('click', settle)
window.addEventListener('pageshow', settle)

for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false
  button.addEventListener('click', () => window.print())
}
