"""`make bench` on labelled sets of matching: whatever their form, figures that can be done by
hand."""

import json
from pathlib import Path

import pytest

from factcheck.errors import Invalid
from factcheck.matching.embedding import packaged
from factcheck.matching.fitting.examples import Answered
from factcheck.matching.fitting.figures import by_bm25, figures, told
from factcheck.matching.fitting.sets import named, read_set
from tests.benchmarks import matching

CLAIMS = {
    "c1": ("The mayor of London banned diesel cars", "Diesel cars in London?"),
    "c2": ("Vaccines against measles cause autism in children", ""),
    "c3": ("Wind turbines kill millions of birds every year", "Birds and turbines"),
}
QUERIES = {"1": "BREAKING: London mayor bans diesel cars!", "2": "measles vaccines cause autism"}
QRELS = {"1": "c1", "2": "c2"}


def write(file: Path, rows: list[list[str]]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join("\t".join(row) + "\n" for row in rows), "utf-8")


@pytest.fixture
def of_2022(tmp_path: Path) -> Path:
    folder = tmp_path / "2a"
    (folder / "vclaims").mkdir(parents=True)
    for number, (claim, title) in CLAIMS.items():
        content = {"vclaim_id": number, "vclaim": claim, "title": title}
        (folder / "vclaims" / f"{number}.json").write_text(json.dumps(content), "utf-8")
    write(folder / "X-Train-Dev_Queries.tsv", [[*each] for each in QUERIES.items()])
    write(folder / "X-Train_QRELs.tsv", [["1", "0", "c1", "1"], ["1", "0", "c3", "0"]])
    write(folder / "X-Test_QRELs.tsv", [["2", "0", "c2", "1"]])
    return folder


def test_a_folder_is_read_but_for_its_test_parts(of_2022: Path) -> None:
    to_fit, to_measure = (read_set(of_2022, "en", to_measure=all_) for all_ in (False, True))
    assert to_fit.claims == {number: claim for number, (claim, _headline) in CLAIMS.items()}
    assert to_fit.headlines == {"c1": "Diesel cars in London?", "c3": "Birds and turbines"}
    assert to_fit.queries == QUERIES
    assert to_fit.parts == {"X-Train_QRELs.tsv": {"1": {"c1"}}}
    assert (to_fit.train, to_fit.held_out) == ({"1": {"c1"}}, {})
    assert to_measure.parts["X-Test_QRELs.tsv"] == {"2": {"c2"}}


def test_the_form_of_2020_is_read_too(tmp_path: Path) -> None:
    rows = [[number, *words] for number, words in CLAIMS.items()]
    write(tmp_path / "verified_claims.docs.tsv", [["", "vclaim", "title"], *rows])
    for part, query in (("train", "1"), ("dev", "2")):
        header = ["", "tweet_content"]
        write(tmp_path / part / "tweets.queries.tsv", [header, [query, QUERIES[query]]])
        pair = [query, "0", QRELS[query], "1"]
        write(tmp_path / part / "tweet-vclaim-pairs.qrels", [pair])
    found = read_set(tmp_path, "en")
    assert list(found.claims) == list(CLAIMS)
    assert (found.train, found.held_out) == ({"1": {"c1"}}, {"2": {"c2"}})


@pytest.mark.parametrize("missing", ["vclaims/c1.json", "X-Train-Dev_Queries.tsv", "X-T*"])
def test_a_folder_that_lacks_something_is_refused(of_2022: Path, missing: str) -> None:
    for file in of_2022.glob(missing.replace("c1", "*")):
        file.unlink()
    with pytest.raises(Invalid, match="no labelled set"):
        read_set(of_2022, "en", to_measure=True)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("p.csv", 'Post,Normalized claim\n"Ça, alors !",Il pleut.\n'),
        ("p.tsv", "text\tclaim\nÇa, alors !\tIl pleut.\n"),
        ("p.json", '[{"post": "Ça, alors !", "normalized claim": " Il pleut."}]'),
    ],
)
def test_pairs_are_read_in_any_of_the_usual_forms(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    found = read_set(tmp_path / name, "fr")
    assert [*found.claims.values()] == ["Il pleut."]
    assert [*found.queries.values()] == ["Ça, alors !"]
    assert not found.pairs
    assert len(found.train) + len(found.held_out) == 1


def test_languages_may_be_named() -> None:
    assert named("fr:en=a=b") == (Path("a=b"), "en", "fr")
    assert named("fr=x") == (Path("x"), "fr", "fr")
    assert named("/data/2a") == (Path("/data/2a"), "", "")


def test_the_figures_are_the_usual_ones() -> None:
    def text(scores: list[float], right: list[bool], *, checked: bool = True) -> Answered:
        return Answered("", checked, [], [], scores, right, 1)

    answered = [
        text([0.9, 0.6], [True, False]),
        text([0.9, 0.6], [False, True]),
        text([0.4], [False], checked=False),
        text([], [], checked=False),
    ]
    found = figures(answered, by_bm25)
    assert (found.texts, found.map_at_5, found.recall_at_10) == (2, 0.75, 1.0)
    assert found.not_checked_yet == 0.5
    assert told(answered, by_bm25, 0.5) == (0.5, 0.5)


def test_a_set_is_measured_by_each_way_that_is_at_hand(
    of_2022: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(packaged, "installed_ones", list)
    matching.run([str(of_2022)])
    lines = capsys.readouterr().out.splitlines()
    assert "2a: 3 claims, en" in lines
    bm25, words = (line.split() for line in lines if line.startswith("X-Test"))
    assert bm25[1:6] == ["BM25", "alone", "1", "1.000", "1.000"]
    assert words[1:5] == ["words", "1", "1.000", "1.000"]


def test_labelled_pairs_are_judged_each_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(packaged, "installed_ones", list)
    said = "Unemployment in France fell by 3 % in 2019"
    rows = [[said, said.replace("3 %", "three percent"), "1"], [said, said.replace("3", "5"), "0"]]
    write(tmp_path / "p.tsv", [["text", "claim", "same"], *rows])
    matching.run([f"en={tmp_path / 'p.tsv'}"])
    last = capsys.readouterr().out.splitlines()[-1]
    assert last.split() == ["words", "1", "1", "1.000", "1.000", "0.000"]


def test_what_is_no_set_is_told(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="no labelled set"):
        matching.run([str(tmp_path)])
