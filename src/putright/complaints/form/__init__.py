"""The resident's form: one question or one small group a page, with the answers as typed.

A draft keeps what was typed, page by page, whether or not it could be sent like that; a page is made from it again to
be shown, to be checked, and to say what is missing. So nothing that a resident typed depends on its being right.
`telling.told` turns complete answers into what `actions.raise_complaint` takes; `telling.PAGES` is their order.
"""
