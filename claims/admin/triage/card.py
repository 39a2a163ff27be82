"""The card of one candidate: its words, what is known of it, and what may be done with it."""

from collections.abc import Sequence
from copy import copy
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.http import HttpRequest, QueryDict

from claims import actions
from claims.admin.claims import ClaimAdmin, ClaimForm
from claims.admin.places import in_context
from claims.admin.said import proposal, with_namesakes
from claims.admin.triage.passages import Passage, anchors_of, moved, passages
from claims.admin.triage.reasons import told
from claims.matching import neighbours
from claims.models import Anchor, Appearance, Claim, Claimant, Snapshot
from claims.workflow import DISMISSALS, TRIAGE, State
from factcheck.desk.comparison import differences
from factcheck.desk.verbs import Pressed, VerbForm
from factcheck.desk.widgets import RowSelect
from factcheck.errors import DeskError

#: Characters on either side: the text itself is beside the card.
_AROUND = 100
_CLAIMANT = Claim._meta.get_field("claimant")
_LONGEST_NAME: int = Claimant._meta.get_field("name").max_length  # type: ignore[assignment]


class WordingForm(ClaimForm):
    """What a reviewer corrects while deciding."""

    class Meta:
        model = Claim
        fields = ("text", "claimant", "claimed_on", "topics")
        widgets = {
            "text": forms.Textarea(attrs={"rows": 3}),
            "claimed_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, request: HttpRequest, claim: Claim, data: QueryDict | None) -> None:
        # A copy: a form writes what was typed into its row, and the page shows the row, too.
        super().__init__(data, instance=copy(claim), auto_id="card-%s")
        claimant: Any = self.fields["claimant"]
        claimant.widget = RelatedFieldWidgetWrapper(
            RowSelect(_CLAIMANT, admin.site),
            _CLAIMANT.remote_field,
            admin.site,
            can_add_related=request.user.has_perm("claims.add_claimant"),
        )
        claimant.widget.widget.choices = claimant.choices
        topics: Any = self.fields["topics"]
        topics.widget = forms.CheckboxSelectMultiple(choices=topics.choices)
        if not topics.choices:
            del self.fields["topics"]

    def changes(self) -> dict[str, Any]:
        """What was changed, of a valid form."""
        return {
            name: self.cleaned_data[name] for name in self.changed_data if name in self.Meta.fields
        }


class Card:
    """A claim as it is shown beside its text.

    With `data`, what was typed is shown again; `verb` is then what was pressed with it, and
    `refusal` why it was not done.
    """

    def __init__(
        self, request: HttpRequest, claim: Claim, *, data: QueryDict | None = None,
        verb: str = "", refusal: DeskError | None = None,
    ) -> None:  # fmt: skip
        self.claim, self.verb, self.refusal = claim, verb, refusal
        self._request, self._data = request, data
        self._found: list[Anchor] | None = None
        self._desk: ClaimAdmin = admin.site.get_model_admin(Claim)  # type: ignore[assignment]
        self.buttons = {each.verb: each for each in self._desk.buttons(request, claim)}
        typed = data if data is not None and "text" in data else None
        self.wording = None
        if typed is not None or self.may_edit:
            self.wording = WordingForm(request, claim, typed)
            self.wording.refusal = refusal
        self.asked = {name: self._asked(name, data) for name in {*self.buttons, verb} & _ASKING}
        self.proposed: dict[str, Any] = {}
        self.name = ""
        self.namesakes = 0

    @property
    def may_edit(self) -> bool:
        transition = TRIAGE["edit"]
        allowed = self._request.user.has_perm(transition.permission)
        return allowed and self.claim.status in transition.sources

    @property
    def may_name(self) -> bool:
        """Whether somebody who is no claimant yet can be made one here."""
        return bool(self.namesakes) or self._request.user.has_perm("claims.add_claimant")

    @property
    def answers(self) -> VerbForm | None:
        """The form of the verb that was pressed, if it asks for something."""
        return self.asked.get(self.verb)

    @property
    def carried(self) -> int | None:
        """The version that the person saw when they pressed."""
        seen = self._data.get("seen", "") if self._data else ""
        return int(seen) if seen.isdecimal() else None

    def propose(self, places: Sequence[Appearance]) -> None:
        """Fill in who said it and when, as `places` tell, for the person to look at.

        Only while nobody has edited the claim: what a person took out does not come back. What is
        accepted or saved with it is theirs; a claim that is dismissed or merged has it from nobody.
        """
        if not self.wording or not self.may_edit:
            return
        told = proposal(places)
        offered: dict[str, Any] = {"claimed_on": told.claimed_on}
        if not self.claim.claimant_id and len(told.name) <= _LONGEST_NAME:
            self.name, self.namesakes = told.name, len(told.claimants)
            offered["claimant"] = told.claimants[0] if len(told.claimants) == 1 else None
        if self.claim.version > 1 or self.claim.status != State.SUGGESTED:
            return
        found = {name: value for name, value in offered.items() if value}
        if not self.wording.is_bound:
            self.proposed = found
        if not self.wording.is_bound or self.verb not in _KEEPING:
            self.wording.initial.update(found)

    def is_valid(self) -> bool:
        bound = [form for form in (self.wording, self.answers) if form and form.is_bound]
        return all(form.is_valid() for form in bound)

    @property
    def is_stale(self) -> bool:
        return bool(self.wording and self.wording.is_stale)

    def do(self) -> None:
        """What was pressed, with what was corrected: both happen, or neither. Raises DeskError."""
        edits = self.wording.changes() if self.wording and self.wording.is_bound else {}
        actor, pk = self._request.user, self.claim.pk
        if self.verb == "edit":
            seen = self.carried or 0
            if name := self._data and self._data.get("named"):
                actions.name_claimant(pk, name, actor=actor, seen=seen, changes=edits)
            else:
                actions.edit(pk, actor=actor, seen=seen, changes=edits)
            return
        answers = self.answers.cleaned_data if self.answers else {}
        if edits:
            answers = answers | {"edits": edits}
        pressed = Pressed(self.verb, actor, self.carried, answers)
        self._desk.do(self.claim, pressed)

    # --- For the template

    def errors(self) -> list[str]:
        """What is wrong, but for what is told at a field of the wording."""
        found: list[str] = []
        if self.wording and self.wording.is_bound:
            found += map(str, self.wording.non_field_errors())
        elif self.refusal:
            found.append(str(self.refusal))
        if self.answers:
            for name, texts in self.answers.errors.items():
                found += [f"{self.answers[name].label}: {text}" for text in texts]
        return found

    def differences(self) -> Any:
        return differences(self.wording) if self.wording and self.is_stale else []

    @property
    def percent(self) -> int:
        return round(100 * (self.claim.score or 0))

    def reasons(self) -> Any:
        return told(self.claim.reasons)

    def dismissals(self) -> Any:
        return DISMISSALS.items()

    def neighbours(self) -> neighbours.Neighbours:
        return neighbours.of(self.claim)

    @property
    def may_restore(self) -> bool:
        return self._request.user.has_perm(TRIAGE["restore"].permission)

    def duplicates(self) -> Any:
        """What was merged into it, and may be taken out again."""
        has_any = self.claim.has_duplicates  # type: ignore[attr-defined]
        return self.claim.duplicates.order_by("-pk")[:5] if has_any else []

    def places(self, snapshot: Snapshot) -> list[dict[str, Any]]:
        """Its words in this text, with what stands around them."""
        said = {
            place.pk: place for place in with_namesakes(Appearance.objects.filter(claim=self.claim))
        }
        places = [place for place in said.values() if place.snapshot_id == snapshot.pk]
        places += [
            moved(said[anchor.appearance_id], anchor)
            for anchor in self._anchors(snapshot)
            if anchor.span
        ]
        for place in places:
            place.snapshot = snapshot  # it is at hand, with its text
        return [in_context(place, _AROUND) for place in sorted(places, key=lambda it: it.start)]

    def passages(self, snapshot: Snapshot) -> list[Passage]:
        """What became of its passages of earlier texts, unless they stand here word for word."""
        transition = TRIAGE["place"]
        may_settle = self.claim.status in transition.sources and self._request.user.has_perm(
            transition.permission
        )
        return passages(self._anchors(snapshot), may_settle=may_settle)

    def _anchors(self, snapshot: Snapshot) -> list[Anchor]:
        if self._found is None:
            has_any = snapshot.has_earlier  # type: ignore[attr-defined]
            self._found = anchors_of(self.claim, snapshot) if has_any else []
        return self._found

    @property
    def media(self) -> forms.Media:
        parts = [self.wording, *self.asked.values()]
        return sum((part.media for part in parts if part), forms.Media())

    def _asked(self, verb: str, data: QueryDict | None) -> VerbForm:
        questions = self._desk.questions(self._request, self.claim, verb)
        given = data if verb == self.verb else None
        return VerbForm(questions, given, auto_id=f"card-{verb}-%s")


#: Verbs by which what is proposed becomes the claim's.
_KEEPING = {"accept", "edit"}
_ASKING = {transition.verb for transition in TRIAGE.transitions if transition.asks}
