"""`{{ complaint.reference|spoken }}`: a reference as it is shown and read out."""

from django import template

from putright.complaints.reference import spoken

register = template.Library()
register.filter("spoken", spoken)
