"""The asset build: style sheets, scripts and typefaces made at set-up from pinned packages, none of them
committed.
"""
