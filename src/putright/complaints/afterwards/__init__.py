"""Ten days after a case was closed: two questions, and, asked apart, whether it may be told to others as a case study.

`No` opens the way back into the case. Consent is for the landlord to keep or lose: it is withdrawn as easily as given.
"""
