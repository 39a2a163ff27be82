from django.urls import path
from django.views.decorators.http import require_safe
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from factcheck.publications.api import guide, views
from factcheck.publications.api.questions import views as questions

# Split: the page's script comes from an address of its own, as the content security policy wants.
docs = require_safe(
    SpectacularSwaggerSplitView.as_view(
        url_name="api:schema", template_name="publications/api_docs.html"
    )
)

app_name = "api"
urlpatterns = [
    path("verdicts/", views.VerdictList.as_view(), name="verdicts"),
    path("verdicts/<uuid:id>/", views.VerdictDetail.as_view(), name="verdict"),
    path("verdicts/<uuid:id>/versions/", views.VersionList.as_view(), name="versions"),
    path("changes/", views.ChangeFeed.as_view(), name="changes"),
    path("snapshot/", views.SnapshotDownload.as_view(), name="snapshot"),
    path("match/", questions.Match.as_view(), name="match"),
    path("annotate/", questions.Annotate.as_view(), name="annotate"),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", docs, name="docs"),
    path("guide/", guide.guide, name="guide"),
    path("guide/examples/<str:name>", guide.example, name="example"),
]
