from django.urls import path

from factcheck.publications.sealing import page, views

app_name = "record"
urlpatterns = [
    path("", page.how_to_check, name="page"),
    path("head/", views.head, name="head"),
    path("checkpoint", views.checkpoint, name="checkpoint"),
    path("proof/", views.proof, name="proof"),
    path("consistency/", views.consistency, name="consistency"),
    path("leaves/", views.leaves, name="leaves"),
    path("prove.py", page.checker, name="checker"),
]
