from django.urls import path

from factcheck.partners.api.webhooks import views

urlpatterns = [
    path("", views.WebhookList.as_view(), name="webhooks"),
    path("<uuid:id>/", views.WebhookDetail.as_view(), name="webhook"),
    path("<uuid:id>/rotate/", views.SecretRotation.as_view(), name="rotate"),
    path("<uuid:id>/challenge/", views.Challenge.as_view(), name="challenge"),
    path("<uuid:id>/pause/", views.Pause.as_view(), name="pause"),
    path("<uuid:id>/resume/", views.Resume.as_view(), name="resume"),
    path("<uuid:id>/test/", views.Test.as_view(), name="test"),
    path("<uuid:id>/replay/", views.Replay.as_view(), name="replay"),
    path("<uuid:id>/deliveries/", views.DeliveryList.as_view(), name="deliveries"),
    path("<uuid:id>/deliveries/<slug:delivery>/", views.DeliveryDetail.as_view(), name="delivery"),
]
