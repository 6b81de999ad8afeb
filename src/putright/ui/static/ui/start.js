// Starts the components of GOV.UK Frontend. Everything that they do is an addition: each page works without them.
import { initAll } from '../js/govuk-frontend.min.js'

// Numbers read alike in every language, 4,000 in the digits 0 to 9: what a page says in words must match.
Intl.NumberFormat = class extends Intl.NumberFormat {
  constructor(_language, options) {
    super('en-GB', options)
  }
}

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

// What is folded up on the screen is open on paper.
const folded = []
window.addEventListener('beforeprint', () => {
  for (const one of document.querySelectorAll('details:not([open])')) folded.push(one), (one.open = true)
})
window.addEventListener('afterprint', () => {
  for (const one of folded.splice(0)) one.open = false
})
