"""The Code as rules that run: pure Python and dated data, no Django, no clock of its own, no network."""

from putright.rules.sentences import codes_of_sentences, english

__all__ = ["codes_of_sentences", "english"]
