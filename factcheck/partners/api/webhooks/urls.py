from django.urls import path

from factcheck.partners.api.webhooks import deliveries, endpoints

urlpatterns = [
    path("", endpoints.WebhookList.as_view(), name="webhooks"),
    path("<uuid:id>/", endpoints.WebhookDetail.as_view(), name="webhook"),
    path("<uuid:id>/rotate/", endpoints.SecretRotation.as_view(), name="rotate"),
    path("<uuid:id>/challenge/", endpoints.Challenge.as_view(), name="challenge"),
    path("<uuid:id>/pause/", endpoints.Pause.as_view(), name="pause"),
    path("<uuid:id>/resume/", endpoints.Resume.as_view(), name="resume"),
    path("<uuid:id>/test/", endpoints.Test.as_view(), name="test"),
    path("<uuid:id>/replay/", deliveries.Replay.as_view(), name="replay"),
    path("<uuid:id>/deliveries/", deliveries.DeliveryList.as_view(), name="deliveries"),
    path(
        "<uuid:id>/deliveries/<slug:delivery>/",
        deliveries.DeliveryDetail.as_view(),
        name="delivery",
    ),
]
