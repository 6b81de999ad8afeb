"""A form that is not sent yet and its person: coming back with a code, files, other ways to tell, limits to machines.

    codes         three words and a number, read aloud and typed as people do; what is kept of one
    saving        the acts on a saved form: save, come back, remind, forget
    files         files that wait beside a form and become files of the case
    still         what the form promised and still has to come: a call to write it down, papers to copy
    limits        how often something may be done from one place in an hour, counted in one statement
    equality      the equality questions: counted, never kept as somebody's answers

A saved form is the `Draft` it was before; nothing is copied. Its code and its links open it only together with the
postcode or a phone number that stands in it. Nothing here says on a page whether somebody's code exists.
"""
