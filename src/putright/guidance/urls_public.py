"""The addresses of the guidance that belongs to no landlord, below `/make-things-right/`."""

from .views import public_patterns

app_name = "guidance_public"
urlpatterns = public_patterns
