"""The addresses of a landlord's guidance, below `/<landlord>/<language>/make-things-right/`."""

from .views import landlord_patterns

app_name = "guidance"
urlpatterns = landlord_patterns
