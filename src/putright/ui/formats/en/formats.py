"""See putright.ui.formats. Django begins the English week on a Sunday."""

FIRST_DAY_OF_WEEK = 1
