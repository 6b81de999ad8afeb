"""Work in the order of what is due: lists for each role, saved searches, bulk allocation, load, absence, figures."""
