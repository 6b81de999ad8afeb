// Tells the style sheet that the components can run. GOV.UK Frontend does this in an inline script, which our
// content security policy forbids. Without this file every page is whole: nothing is hidden.
document.body.classList.add('js-enabled')
if ('noModule' in HTMLScriptElement.prototype) document.body.classList.add('govuk-frontend-supported')
