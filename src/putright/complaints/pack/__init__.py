"""The Housing Ombudsman's pages, and the evidence pack: a whole case as its resident may take it away.

`gathering` reads a case in a fixed number of statements; `writing` makes one document of it, in the form of a letter,
so that letters' page, paper and languages serve it too; `papers` puts it with the original letters and files into a ZIP
that is sent while it is read. Whose pack it is decides what is in it (`gathering.Reach`): the resident's own, an
adviser's as far as the authority reaches. What is left out is named, and never what it says.
"""
