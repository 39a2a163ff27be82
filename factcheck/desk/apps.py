from django.apps import AppConfig
from django.contrib.admin import apps as admin


class DeskConfig(AppConfig):
    """The desk's pages as a whole, and the commands that cross the rooms (demo, serve)."""

    name = "factcheck.desk"
    label = "desk"
    default = True


class DeskAdminConfig(admin.AdminConfig):
    default = False
    default_site = "factcheck.desk.site.DeskSite"
