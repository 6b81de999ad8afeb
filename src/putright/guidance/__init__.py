"""Make Things Right: what residents, and whoever helps them, can read about complaining, in seven languages.

Beside `complaints` and strangers to it: guidance reads no case. Text is Markdown, facts are tokens that `rules` fills.
"""
