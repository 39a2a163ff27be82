"""What became of a passage: told by single changes to an article."""

import pytest

from claims.anchoring import Found, Kind, find_again

BEFORE, AFTER = "Hier, à Lyon, la ministre a parlé.", "La salle a applaudi longuement."
CLAIM = "Le taux de chômage n’a pas baissé de 7 % en 2023."
OLD = f"{BEFORE} {CLAIM}\n\n{AFTER}"


def again(new: str, passage: str = CLAIM, old: str = OLD) -> tuple[Kind, str]:
    start = old.index(passage)
    [found] = find_again(old, new, [(start, start + len(passage))])
    return found.kind, new[found.start : found.end] if found.start is not None else ""


def with_claim(words: str) -> str:
    return OLD.replace(CLAIM, words)


@pytest.mark.parametrize(
    "new",
    [
        f"Mis à jour.\n\n{OLD}",
        f"{BEFORE} {CLAIM}",
        f"{CLAIM} {BEFORE}\n\n{AFTER}",
        f"Tout autre chose.\n{CLAIM}\nRien de ce qui était là.",
        OLD.replace("Lyon", "Lille"),
        OLD.replace("\n\n", " "),
    ],
)
def test_the_very_words_are_exact_wherever_they_stand(new: str) -> None:
    assert again(new) == (Kind.EXACT, CLAIM)


@pytest.mark.parametrize(
    "words",
    [
        CLAIM.replace("’", "'"),
        CLAIM.replace(" %", "\u00a0%"),
        CLAIM.replace(" %", "%"),
        CLAIM.replace("Le taux", "Le\n  taux"),
        CLAIM.replace("ô", "o\u0302"),
    ],
)
def test_what_is_only_set_otherwise_is_the_same_statement(words: str) -> None:
    assert again(with_claim(words)) == (Kind.QUOTE, words)


@pytest.mark.parametrize(
    "words",
    [
        CLAIM.replace("7", "8"),
        CLAIM.replace("7", "0,7"),
        CLAIM.replace("7", "17"),
        CLAIM.replace("7", "-7"),
        CLAIM.replace("n’a pas baissé", "a baissé"),
        CLAIM.replace("chômage", "pauvreté"),
        CLAIM.replace("Le taux", "Il est faux que le taux"),
        CLAIM.replace("2023.", "2023, selon l’Insee."),
        CLAIM.replace("2023.", "2023 ?"),
        CLAIM.replace("Le taux", "le taux"),
    ],
)
def test_another_word_figure_or_sign_is_another_statement(words: str) -> None:
    assert again(with_claim(words)) == (Kind.CHANGED, words)


def test_a_new_sentence_before_it_is_no_part_of_what_it_became() -> None:
    now = CLAIM.replace("7", "8")
    new = OLD.replace(CLAIM, f"Tout le monde l’écoutait. {now}")
    assert again(new) == (Kind.CHANGED, now)


@pytest.mark.parametrize(
    "new",
    [
        f"{BEFORE}\n\n{AFTER}",
        BEFORE,
        "Cette page n’existe plus.",
        with_claim("Pour le reste, elle n’a rien voulu dire de plus."),
    ],
)
def test_what_is_gone_is_not_found(new: str) -> None:
    assert again(new) == (Kind.ORPHANED, "")


def test_a_part_of_a_sentence_hangs_on_the_rest_of_it() -> None:
    part = "baissé de 7 % en 2023"
    assert again(f"Neuf. {OLD}", part) == (Kind.EXACT, part)
    kind, _words = again(OLD.replace("n’a pas", "a"), part)
    assert kind == Kind.CHANGED
    kind, _words = again(OLD.replace(" 7 %", " 17 %"), "7 % en 2023")
    assert kind == Kind.CHANGED


def test_of_several_places_the_surroundings_tell_which() -> None:
    old = f"Premier orateur, à gauche. {CLAIM} Puis il se tait.\n{CLAIM} Voilà le second."
    spans = [(at, at + len(CLAIM)) for at in (27, old.rindex(CLAIM))]
    assert find_again(old, f"Neuf. {old}", spans) == [
        Found(Kind.EXACT, start + 6, end + 6) for start, end in spans
    ]
    new = old.replace(f"\n{CLAIM}", "\n")  # the second one goes: nobody says that it moved
    first, second = find_again(old, new, spans)
    assert first == Found(Kind.EXACT, *spans[0])
    assert second.kind in (Kind.UNSURE, Kind.ORPHANED)


def test_where_nothing_tells_it_says_so() -> None:
    new = f"Un autre texte.\n{CLAIM}\nEncore.\n{CLAIM}\nFin."
    assert again(new) == (Kind.UNSURE, CLAIM)


def test_a_sentence_of_the_same_mould_is_no_trace_of_the_one_that_went() -> None:
    mould = "Le taux de chômage en {} était de {} % selon l’Insee."
    first, second = mould.format(2020, 7), mould.format(2021, 8)
    old, new = f"{BEFORE} {first} {second} {AFTER}", f"{BEFORE} {second} {AFTER}"
    assert again(new, first, old) == (Kind.ORPHANED, "")
    assert again(new, second, old) == (Kind.EXACT, second)
