"""Weights are fitted by a command to labelled sets, and written with how."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from factcheck.matching import calibration

PLACES = ["Lyon", "Lille", "Nantes", "Rennes", "Dijon", "Metz", "Brest", "Nice", "Tours", "Pau"]
DEEDS = [
    ("interdit les voitures diesel en centre-ville", "plus de diesel dans le centre"),
    ("augmente de 12 % le prix de l'eau", "l'eau coûte 12 pour cent de plus"),
    ("ferme trois écoles primaires", "3 écoles primaires vont fermer"),
    ("supprime la viande des cantines", "les cantines sans viande"),
]


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    made = [
        {
            "post": f"Incroyable ! À {place}, {told} 😡",
            "normalized claim": f"Le maire de {place} {deed}",
        }
        for place in PLACES
        for deed, told in DEEDS
    ]
    file = tmp_path / "pairs.json"
    file.write_text(json.dumps(made, ensure_ascii=False), "utf-8")
    return file


def test_weights_are_written_with_how_they_were_fitted_and_how_good_they_are(
    pairs: Path, tmp_path: Path, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.FACTCHECK_EMBEDDER = "none"
    output = tmp_path / "weights.json"
    call_command("fit_matcher", f"fr={pairs}", output=output, note=["our own"])
    written = calibration.content(output)
    assert written["fitted"]["notes"] == ["our own"]
    assert written["fitted"]["sets"][0]["claims"] == 40
    (figures,) = written["calibrations"]["none"]["figures"]
    assert figures["map_at_5"] > 0.7
    assert "not checked yet" in capsys.readouterr().out
    weights = calibration.calibration(None, output).weights
    assert weights["number_differs"] < 0 < weights["rare"]


@pytest.mark.parametrize("given", ["nowhere", "fr=", "=x", "fr:=x", "fr=/nowhere.json"])
def test_a_set_that_is_none_is_told(given: str, tmp_path: Path, settings: Any) -> None:
    settings.FACTCHECK_EMBEDDER = "none"
    output = tmp_path / "weights.json"
    with pytest.raises(CommandError, match=r"fr=|no labelled set"):
        call_command("fit_matcher", given, output=output)
    assert not output.exists()


def test_the_weights_that_are_shipped_say_how_they_were_fitted() -> None:
    shipped = calibration.content(calibration.FILE)
    assert shipped["fitted"]["notes"]
    for model, entry in shipped["calibrations"].items():
        figures = {each["set"]: each for each in entry["figures"]}
        assert figures["fr-pairs (fr)"]["not_checked_yet"] >= 0.6, model
        for each in figures.values():
            assert all(kept < 0.2 for _pairs, _auc, kept in each["differs_in"].values()), model
