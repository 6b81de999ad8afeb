"""The demo: made-up landlords, people and years of complaints, believable and nobody's."""
