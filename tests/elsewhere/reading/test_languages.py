"""A language that is not stated is told by the claim's own words, where they are clear."""

import pytest

from factcheck.elsewhere.reading.languages import shown


@pytest.mark.parametrize(
    ("claim", "language"),
    [
        ("Le taux de chômage a baissé de moitié dans les villes.", "fr"),
        ("The unemployment rate has fallen by half in the cities.", "en"),
        ("El gobierno dice que no hay más casos de este virus.", "es"),
        ("A taxa de desemprego caiu pela metade nas cidades, segundo o governo.", "pt"),
        ("Die Arbeitslosigkeit ist in den Städten auf die Hälfte gesunken.", "de"),
        ("Il tasso di disoccupazione è sceso della metà nelle città, secondo gli esperti.", "it"),
        ("Stopa bezrobocia spadła o połowę i nie jest to już problem.", "pl"),
        ("Путин объявил выходные", "ru"),
        ("Україна їде в Європу", "uk"),
        ("ادعاء غير صحيح", "ar"),
        ("این یک ادعای نادرست است", ""),  # Persian: its letters are not Arabic's alone
        ("新冠疫苗含有微型芯片的說法", "zh"),
        ("ワクチンにマイクロチップが入っている", "ja"),
        ("백신에 칩이 들어 있다", "ko"),
        ("यह दावा गलत है", ""),  # Hindi, Marathi and Nepali share their letters
        ("Bolsonaro autoriza Execução", ""),
        ("Le the de of les and", ""),
        ("So, I'm a big and bad s", ""),
        ("12,5 % 🙂", ""),
        ("", ""),
    ],
)
def test_the_language_is_clear_or_blank(claim: str, language: str) -> None:
    assert shown(claim) == language
