from django.urls import include, path, re_path

from factcheck.partners.api import views

app_name = "account"
urlpatterns = [
    path("usage/", views.UsageOverview.as_view(), name="usage"),
    path("keys/", views.KeyList.as_view(), name="keys"),
    re_path(r"^keys/(?P<id>[0-9A-Za-z]{8})/revoke/$", views.KeyRevocation.as_view(), name="revoke"),
    path("webhooks/", include("factcheck.partners.api.webhooks.urls")),
]
