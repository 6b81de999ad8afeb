"""Formats that win over Django's: set FORMAT_MODULE_PATH to this package.

Money and numbers are written one way in every language (1,234.50), because residents compare letters; the
week begins on Monday. Django has no file for Punjabi, swaps the separators in Arabic, Polish and Romanian,
and begins the Bengali week on Saturday. Dates do not come from here: putright.ui.dates writes them in words.
"""
