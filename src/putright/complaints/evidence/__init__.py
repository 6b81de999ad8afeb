"""Files of a case, evidence asked of others by a link without an account, redaction.

    checks      what a file is, by its content; cleaned names
    scanning    ClamAV over its socket; whatever is no clear answer is none
    copies      pictures drawn anew for others, with parts painted over
    ladder      when somebody is reminded, asked again, and a lead told: days in, days out
    links, staff_link   the page of whoever was asked: token, cookie, one question
    downloads   files go out as files, in a sandbox, with a row in the access log
    forgetting  what blanking does here

A file may be opened when the scanner found nothing (`actions.openable`). Others than staff and the giver get
`actions.outward(file)`: the redacted copy, else the one without hidden data, else nothing.
`queries.evidence_of(finding)` names files for letters. The background calls `scan_waiting` and `chase`.
"""
