"""Whether people come through: forms begun, sent and left, and what becomes of what people are unhappy about.

Counts, and nobody in them. A form is counted once, by the month in which it was begun, when it was sent or is over:
the language it was begun in, the campaign whose address led to it, and the last page that was answered. The count has
no row for a form and no time finer than a month. Beside it stand, by month, what was said to us and how much of it
became a complaint (2024:1.2, 1.4), and how many said that they feared for themselves.
"""
