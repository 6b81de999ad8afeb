"""What pages look like and how they speak: base templates, components, words, dates, languages. Knows no
room."""
