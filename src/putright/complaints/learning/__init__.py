"""What is learned from a complaint at its end, who changes what, and whether the same cause comes again.

`close` asks for what the present stage teaches; cases brought from another system are left as they came.
`queries.recurring` counts complaints by cause and service over twelve months.
"""
