"""How things reach us, and requests for service.

`staff/new/` is one page for phone, letter, visit, social media, e-mail, survey comment, MP or councillor and the
rest. Nothing on it is required; what is typed anywhere is enough. "Save for later" keeps the page as it was typed
(`Draft` with `begun_by`), for whoever goes on with it, and a page that is refused is kept too. A danger answered
there is opened at once, whatever becomes of the page. The day from which all dates count is never after the first
contact (`rules.requests`). `Source` keeps how it came.

A `ServiceRequest` has a chain ("service_request") and a reference of its own. `become_complaint` makes a complaint
of it in one act: it counts from the request's day, or from a later one given with its reason;
`Complaint.requested_on` keeps the request's. Words that hint at unhappiness (`rules/cues.toml`) put it before the
complaints officer, who decides.
"""
