from django.urls import path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from factcheck.publications.api import views

app_name = "api"
urlpatterns = [
    path("verdicts/", views.VerdictList.as_view(), name="verdicts"),
    path("verdicts/<uuid:id>/", views.VerdictDetail.as_view(), name="verdict"),
    path("verdicts/<uuid:id>/versions/", views.VersionList.as_view(), name="versions"),
    path("changes/", views.ChangeFeed.as_view(), name="changes"),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", SpectacularSwaggerSplitView.as_view(url_name="api:schema"), name="docs"),
]
