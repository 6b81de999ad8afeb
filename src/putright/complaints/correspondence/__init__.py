"""Messages on a case, both ways; notes that stay inside; whom somebody still has to tell; what did not arrive.

A resident's message waits in `queries.unanswered` until it is answered, whatever the state of the case. A note is never
sent. `calls.must_tell` puts a resident whom no message reaches on the list of those to be called. What did not arrive
stands in a list until somebody has sent it again or said what they did.
"""
