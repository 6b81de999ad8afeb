"""The addresses of a landlord's complaints, below `/<landlord>/<language>/`: the resident's, then the staff's."""

from .views import landlords, residents

app_name = "complaints"
urlpatterns = [*residents.urlpatterns, *landlords.urlpatterns]
