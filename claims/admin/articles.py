"""Articles in the admin: taking them in, and finding the claims in their text."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from claims import actions
from claims.admin.extractions import is_left_to_worker, last_search, refusal
from claims.admin.triage.deciding import DecidingPages
from claims.extraction import SUPPORTED
from claims.models import Article, Snapshot
from claims.reading import read
from claims.workflow import TRIAGE
from factcheck.desk.lists import SearchedList
from factcheck.desk.readonly import ReadOnlyAdmin
from factcheck.desk.tracked import TrackedForm
from factcheck.desk.verbs import Button, Pressed

_ABOUT = ("title", "url", "publisher", "author", "published_on")


class ArticleForm(TrackedForm):
    """What is known about an article; its text never changes."""

    url = forms.URLField(label=_("address"), assume_scheme="https", required=False, max_length=2000)

    class Meta:
        model = Article
        fields = _ABOUT


class NewArticleForm(ArticleForm):
    """An article to take in: pasted, or as a file."""

    title = forms.CharField(
        label=_("title"), max_length=500, required=False,
        help_text=_("Left blank: from the page, or the first words."),
    )  # fmt: skip
    language = forms.ChoiceField(
        label=_("language"),
        choices=[("", "—"), *((code, code) for code in SUPPORTED)],
        required=False,
        help_text=_("Left blank: as the page says."),
    )
    file = forms.FileField(label=_("file"), required=False, help_text=_("Plain text or HTML."))
    text = forms.CharField(
        label=_("text"), strip=False, required=False, widget=forms.Textarea(attrs={"rows": 20}),
        help_text=_("Pasted text or HTML, in place of a file. It is kept to the letter."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if bool(given.get("text", "").strip()) == bool(given.get("file")):
            self.add_error("text", _("Give a text or a file, one of the two."))
        return given

    def raw(self) -> bytes:
        file = self.cleaned_data["file"]
        return file.read() if file else self.cleaned_data["text"].encode()


@admin.register(Article)
class ArticleAdmin(SearchedList, DecidingPages):
    change_form_template = "claims/article.html"
    list_display = ("title", "publisher", "published_on", "created_at")
    list_filter = ("published_on",)
    ordering = ("-id",)
    verbs = {"extract": _("Find claims"), "suggest": _("Suggest a claim")}

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        kwargs["form"] = ArticleForm if obj else NewArticleForm
        return super().get_form(request, obj, change, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return _ABOUT if obj else (*_ABOUT, "language", "file", "text")

    def create(self, request: HttpRequest, form: Any, formsets: Any) -> Article:
        about = {name: form.cleaned_data[name] for name in (*_ABOUT, "language")}
        registered = actions.register_article(read(form.raw()), actor=request.user, **about)
        if not registered.new_text:
            self.message_user(request, _("This very text was here already."), "warning")
        return registered.article

    def edit(self, request: HttpRequest, obj: Article, form: Any, formsets: Any) -> Article:
        given = form.cleaned_data
        changes = {name: given[name] for name in _ABOUT}
        return actions.edit_article(obj.pk, actor=request.user, seen=given["seen"], changes=changes)

    def response_add(self, request: HttpRequest, obj: Any, *args: Any) -> HttpResponse:
        """On to the article: its text is what comes next."""
        return HttpResponseRedirect(self._address(obj))

    # --- Finding claims

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if kwargs.get("obj"):
            context |= last_search(kwargs["obj"])
        return super().render_change_form(request, context, *args, **kwargs)

    def done(self, obj: Article, verb: str) -> str:
        return (verb == "extract" and is_left_to_worker(obj)) or super().done(obj, verb)

    def buttons(self, request: HttpRequest, obj: Article) -> list[Button]:
        if not request.user.has_perm(TRIAGE["suggest"].permission):
            return []
        return [
            Button("extract", self.verbs["extract"], refusal=refusal(obj)),
            Button("suggest", self.verbs["suggest"], asks=("passage", "text")),
        ]

    def questions(self, request: HttpRequest, obj: Any, verb: str) -> dict[str, forms.Field]:
        if verb != "suggest":
            return {}
        return {
            "passage": forms.CharField(
                label=_("passage"), widget=forms.Textarea(attrs={"rows": 4}),
                help_text=_("The words of the article that make the claim, copied from it."),
            ),
            "text": forms.CharField(
                label=_("claim"), widget=forms.Textarea(attrs={"rows": 3}), required=False,
                help_text=_("The claim in a sentence of its own, where the passage is none."),
            ),
        }  # fmt: skip

    def do(self, obj: Article, pressed: Pressed) -> Any:
        if pressed.verb == "extract":
            actions.ask_for_claims(obj, actor=pressed.actor)
            return None
        return actions.suggest_passage(obj, actor=pressed.actor, **pressed.answers)


@admin.register(Snapshot)
class SnapshotAdmin(ReadOnlyAdmin):
    list_display = ("article", "language", "taken_at", "taken_by", "sha256")
    list_select_related = ("article", "taken_by")
    fields = ("article", "language", "source_url", "taken_at", "taken_by", "media_type", "sha256",
              "text")  # fmt: skip
    ordering = ("-id",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Snapshot]:
        rows = super().get_queryset(request).defer("raw")
        match = request.resolver_match
        return rows if match and "object_id" in match.kwargs else rows.defer("text")
