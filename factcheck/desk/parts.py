"""Parts of a row that are edited on its page, such as the evidence of a review: what becomes of
them in a save that came too late."""

from typing import Any

from django import forms

from factcheck.desk import digests


class PartForm(forms.ModelForm):
    """Of one part. Carries what the person saw of it, so that it is known later whether they have
    changed anything, also where the part itself is gone by then."""

    was = forms.CharField(widget=forms.HiddenInput, required=False)

    #: Somebody else added the part meanwhile: the person sees it for the first time.
    is_news = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Before the set of forms adds its own: of which row it is, and whose part that is.
        self._shown = [name for name in self.fields if name != "was"]
        if self.instance.pk:
            self.initial["was"] = digests.of_row(self.instance, self._shown)

    @property
    def is_untouched(self) -> bool:
        """Of a bound form: whether it says what the person was shown, whatever became of it."""
        if self.errors.keys() & {*self._shown, "was"}:
            return False
        given = self.cleaned_data
        return bool(given["was"] == digests.of_values({name: given[name] for name in self._shown}))


def as_they_stand(formset: Any) -> Any:
    """The parts that are there now, with what the person typed into them, those that others added
    among them; and at the end, as new ones, what the person added, or worded of a part that is
    gone. What the person had not touched is as others left it."""
    posted = {_key(form): form for form in formset.initial_forms}
    rows = list(_anew(formset).get_queryset())  # the forms have written into their own
    there = {str(row.pk) for row in rows}
    fresh = [form for form in formset.extra_forms if form.has_changed()]
    gone = [form for key, form in posted.items() if key not in there and not _is_done_with(form)]
    parts = [_part(formset, row, posted.get(str(row.pk))) for row in rows]
    anew = [{**_typed(form), formset.model._meta.pk.name: "", "was": ""} for form in gone]
    anew += [_typed(form) for form in fresh]
    again = _anew(formset, _data(formset, parts, anew))
    for row, form in zip(rows, again.initial_forms, strict=True):
        form.is_news = str(row.pk) not in posted
    return again


def _anew(formset: Any, data: Any = None) -> Any:
    return type(formset)(
        data, instance=formset.instance, prefix=formset.prefix, queryset=formset.queryset.all()
    )


def _part(formset: Any, row: Any, form: Any) -> dict[str, Any]:
    stored = _stored(formset, row)
    if form is None or (form.is_untouched and not _is_to_go(form)):
        return stored
    return stored | _typed(form) | {"was": stored["was"]}


def _is_done_with(form: Any) -> bool:
    """Whether nothing is lost with it: the person had not touched it, or removed it, too."""
    return _is_to_go(form) or form.is_untouched


def _is_to_go(form: Any) -> bool:
    return bool(form.data.get(form.add_prefix("DELETE")))


def _key(form: Any) -> str:
    return str(form.data.get(form.add_prefix(form._meta.model._meta.pk.name), ""))


def _typed(form: Any) -> dict[str, Any]:
    start = f"{form.prefix}-"
    return {
        name.removeprefix(start): value
        for name, value in form.data.items()
        if name.startswith(start)
    }


def _stored(formset: Any, row: Any) -> dict[str, Any]:
    """As the page would send a part that nobody has touched."""
    form = formset.form(instance=row)
    given = {name: form[name].value() for name in form.fields}
    keys = {formset.model._meta.pk.name: row.pk, formset.fk.name: formset.instance.pk}
    return {name: "" if value is None else value for name, value in (given | keys).items()}


def _data(formset: Any, parts: list[dict[str, Any]], anew: list[dict[str, Any]]) -> Any:
    """What was sent, with these parts in place of those."""
    data: Any = formset.data.copy()
    for form in formset.forms:
        for name in _typed(form):
            del data[f"{form.prefix}-{name}"]
    for number, part in enumerate([*parts, *anew]):
        for name, value in part.items():
            data[f"{formset.add_prefix(number)}-{name}"] = str(value)
    data[f"{formset.prefix}-TOTAL_FORMS"] = str(len(parts) + len(anew))
    data[f"{formset.prefix}-INITIAL_FORMS"] = str(len(parts))
    return data
