"""Words that are too common to tell a text, by language. Pure."""

_ENGLISH = """
a about above after again all also am an and any are aren as at be because been before being below
between both but by can cannot could couldn did didn do does doesn doing don during each few for
from further had hadn has hasn have haven having he her here hers herself him himself his how i if
in into is isn it its itself just let ll me more most mustn my myself no nor not now of off on
once only or other ought our ours ourselves out over own re s same shan she should shouldn so some
such t than that the their theirs them themselves then there these they this those through to too
under until up ve very was wasn we were weren what when where which while who whom why will with
won would wouldn you your yours yourself yourselves says said say
"""
_FRENCH = """
a à ai aie aient ait alors as au aucun aura aurait aussi autre aux avaient avait avant avec avez
avoir avons ayant bien c car ce ceci cela celle celles celui ces cet cette ceux chez comme d dans
de déjà depuis des donc dont du elle elles en encore entre es est et étaient étais était étant été
être eu eux fait faire faut font furent fut il ils j je jusqu l la là le les leur leurs lors
lorsque lui m ma mais me même mes mis moi moins mon n ne ni non nos notre nous on ont or ou où par
parce pas peu peut plus pour pourquoi puis qu quand que quel quelle quelles quels qui s sa sans se
selon sera serait ses si son sont sous suis sur t ta te tes toi ton tous tout toute toutes très tu
un une vers vos votre vous y ça cent
"""

STOP_WORDS: dict[str, frozenset[str]] = {
    "en": frozenset(_ENGLISH.split()),
    "fr": frozenset(_FRENCH.split()),
}
