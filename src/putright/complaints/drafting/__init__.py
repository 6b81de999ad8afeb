"""Letters to come: what their writer words, what stops them, who reads them a second time, their translation.

`draft_letter` keeps what the writer may word (`letters.parts_of`). What the law asks for is generated and is no part;
texts of points stay with their findings. `gate` shows what `letters.quality.check` found: a hit that blocks refuses the
act, any other is a hint on the preview, and the digest that the page sends back covers it.

`queries.needs_of` says what a letter has to be for its reader. A need that the letter does not meet stops it until the
draft says how it is met (`LetterDraft.arranged`). The policy `second_reader` says when an answer needs a second reader;
its writer may ask besides. A word is good for one version (`version_of`, which leaves out the day and whether it is
late). `translate` keeps what was translated beside the English: another English makes it stale.
"""
