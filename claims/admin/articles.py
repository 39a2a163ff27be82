"""Articles in the admin: taking them in, and finding the claims in their text."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextInputWidget
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from claims import actions
from claims.admin.extractions import last_search, refusal, told_of_worker
from claims.admin.found import FoundPages
from claims.admin.triage.deciding import DecidingPages
from claims.extraction import SUPPORTED
from claims.fetching import FETCH
from claims.models import Article, Fetch, Snapshot
from claims.reading import ReadArticle, read
from claims.workflow import TRIAGE
from factcheck.desk.lists import SearchedList
from factcheck.desk.readonly import ReadOnlyAdmin
from factcheck.desk.tracked import TrackedForm
from factcheck.desk.verbs import Button, Pressed

_ABOUT = ("title", "url", "publisher", "author", "published_on")


class ArticleForm(TrackedForm):
    """What is known about an article; its text never changes."""

    url = forms.URLField(
        label=_("address"), assume_scheme="https", required=False, max_length=2000,
        widget=forms.URLInput(attrs={"class": "vURLField"}),
    )  # fmt: skip

    class Meta:
        model = Article
        fields = _ABOUT


class NewArticleForm(ArticleForm):
    """An article to take in: pasted, as a file, or by its address alone."""

    title = forms.CharField(
        label=_("title"), max_length=500, required=False, widget=AdminTextInputWidget,
        help_text=_("Left blank: from the page, or the first words."),
    )  # fmt: skip
    language = forms.ChoiceField(
        label=_("language"),
        choices=[("", "—"), *((code, code) for code in SUPPORTED)],
        required=False,
        help_text=_("Left blank: as the page says, or as its words show."),
    )
    file = forms.FileField(label=_("file"), required=False, help_text=_("Plain text or HTML."))
    text = forms.CharField(
        label=_("text"), strip=False, required=False, widget=forms.Textarea(attrs={"rows": 20}),
        help_text=_("Pasted text or HTML, in place of a file. It is kept to the letter."),
    )  # fmt: skip

    class Meta(ArticleForm.Meta):
        # Not held against other articles: at a known address, it is another text of its article.
        exclude = ("url",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["url"].help_text = _(
            "The address alone: its page is fetched. With a text or a file: where that was"
            " published."
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        has_text, has_file = bool(given.get("text", "").strip()), bool(given.get("file"))
        has_address = bool(given.get("url")) or "url" in self.errors
        if (has_text and has_file) or not (has_text or has_file or has_address):
            told = _("Give a text or a file, one of the two; or an address alone, to fetch it.")
            self.add_error("text", told)
        return given

    @property
    def is_to_fetch(self) -> bool:
        """Whether there is an address, and nothing else to read."""
        return not (self.cleaned_data["file"] or self.cleaned_data["text"].strip())

    def original(self) -> ReadArticle:
        """The file as it is; what is pasted is UTF-8, whatever it says of itself."""
        if file := self.cleaned_data["file"]:
            return read(file.read())
        return read(self.cleaned_data["text"].encode(), charset="utf-8")


@admin.register(Article)
class ArticleAdmin(FoundPages, SearchedList, DecidingPages):
    change_form_template = "claims/article.html"
    list_display = ("title", "publisher", "published", "created_at")
    list_filter = ("published_on", "published_on_guessed")
    ordering = ("-id",)
    verbs = {
        "confirm_date": _("Confirm the date"),
        "extract": _("Find claims"),
        "suggest": _("Suggest a claim"),
        "fetch": FETCH["ask_again"].label,
    }

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        kwargs["form"] = ArticleForm if obj else NewArticleForm
        return super().get_form(request, obj, change, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return _ABOUT if obj else (*_ABOUT, "language", "file", "text")

    def create(self, request: HttpRequest, form: Any, formsets: Any) -> Article | Fetch:
        about = {name: form.cleaned_data[name] for name in (*_ABOUT, "language")}
        if form.is_to_fetch:
            fetch = actions.ask_for_page(about.pop("url"), actor=request.user, **about)
            request.asked_fetch = fetch  # type: ignore[attr-defined]
            return fetch
        original = form.original()
        registered = actions.register_article(original, actor=request.user, **about)
        if not registered.new_text:
            self.message_user(request, _("This very text was here already."), "warning")
        if kept := registered.told_kept():
            self.message_user(request, kept, "warning")
        if became := registered.told_became():
            self.message_user(request, became, "warning")
        self.tell_found(request, original.metadata)
        return registered.article

    def edit(self, request: HttpRequest, obj: Article, form: Any, formsets: Any) -> Article:
        given = form.cleaned_data
        changes = {name: given[name] for name in _ABOUT}
        return actions.edit_article(obj.pk, actor=request.user, seen=given["seen"], changes=changes)

    def response_add(self, request: HttpRequest, obj: Any, *args: Any) -> HttpResponse:
        """On to the article: its text is what comes next; or to what becomes of its address."""
        return HttpResponseRedirect(self._address(getattr(request, "asked_fetch", obj)))

    @admin.display(description=_("published on"), ordering="published_on")
    def published(self, obj: Article) -> str:
        day = date_format(obj.published_on, "SHORT_DATE_FORMAT") if obj.published_on else "—"
        return _("%(day)s (guessed)") % {"day": day} if obj.published_on_guessed else day

    # --- Finding claims

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if kwargs.get("obj"):
            context |= last_search(kwargs["obj"])
        return super().render_change_form(request, context, *args, **kwargs)

    def done(self, obj: Article, verb: str) -> str:
        return (verb == "extract" and told_of_worker(obj)) or super().done(obj, verb)

    def buttons(self, request: HttpRequest, obj: Article) -> list[Button]:
        offered = []
        if obj.published_on_guessed and self.has_change_permission(request, obj):
            offered = [Button("confirm_date", self.verbs["confirm_date"])]
        if request.user.has_perm(TRIAGE["suggest"].permission):
            offered += [
                Button("extract", self.verbs["extract"], refusal=refusal(obj)),
                Button("suggest", self.verbs["suggest"], asks=("passage", "text")),
            ]
        if obj.url and request.user.has_perm(FETCH["ask"].permission):
            offered.append(Button("fetch", self.verbs["fetch"]))
        return offered

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
        if pressed.verb == "confirm_date":
            return actions.confirm_date(obj.pk, actor=pressed.actor, seen=pressed.seen or 0)
        if pressed.verb == "extract":
            actions.ask_for_claims(obj, actor=pressed.actor)
            return None
        if pressed.verb == "fetch":
            return actions.ask_for_page(obj.url, actor=pressed.actor, article=obj)
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
