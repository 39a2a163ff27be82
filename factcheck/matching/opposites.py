"""Words that turn a claim round: rose and fell, allowed and banned, in French and English. Pure."""

from functools import lru_cache

#: Each pair's two sides. Words are folded; one that ends in `*` stands for all that begin so.
OPPOSITES: dict[str, dict[str, tuple[str, str]]] = {
    "en": {
        "change": (
            "rise rises rose risen rising increas* grow grows grew growing grown"
            " surg* soar* climb* gain gains gained"
            " jump* doubl* tripl* raise raised raises raising boost* expand* up higher skyrocket*",
            "fall falls fell fallen falling decreas* declin* drop drops dropped"
            " dropping plung* plummet* shrink* shrank"
            " reduc* halv* cut cuts cutting lower lowers lowered slash* shrunk down",
        ),
        "measure": ("more most", "less fewer least"),
        "bound": ("above over exceed*", "below under"),
        "law": (
            "allow* permit* legal legally legaliz* legalis* authoriz* authoris*",
            "ban bans banned banning prohibit* forbid* forbad* illegal illegally outlaw*",
        ),
        "stance": (
            "support supports supported supporting approv* back backs backed"
            " favor* favour* endors*",
            "oppos* reject* against condemn*",
        ),
        "contest": ("win wins won winning", "lose loses lost losing"),
        "course": (
            "open opens opened opening start* begin* began launch* create*"
            " creating built build builds",
            "close closes closed closing stop* abolish* cancel* clos* shut* end"
            " ends ended ending destroy*",
        ),
        "life": ("alive surviv* born", "dead died dies dying killed kills death"),
        "order": ("before", "after"),
        "extent": ("all every always everyone", "some few sometimes rarely"),
        "place": ("arriv* enter* join* import*", "leave leaves leaving left exit* quit* export*"),
        "trade": ("buy* bought", "sell* sold"),
        "rank": ("highest best biggest largest richest", "lowest worst smallest poorest"),
        "truth": ("confirm* prov*", "denied denies refut* disprov* debunk*"),
    },
    "fr": {
        "change": (
            "augment* haus* mont* grimp* progress* croissance croit croiss*"
            " accroi* accru bond bondi* doubl* tripl*"
            " relev* gagne gagnent explos* envol* hisse",
            "baiss* diminu* chut* recul* decroi* plonge* effondr* redui* divis*"
            " rabaiss* perdu perd perdent tombe*"
            " ampute* decru",
        ),
        "measure": ("davantage", "moins"),
        "bound": ("dessus depass*", "dessous"),
        "law": (
            "autoris* permet* permis legal legale legalis* legaux",
            "interdi* prohib* illegal* banni*",
        ),
        "stance": (
            "soutien* soutenu* approuv* favorable* appui*",
            "oppos* rejet* contre condamn*",
        ),
        "contest": ("gagn* remport* victoire*", "perd perdu perdent perdre defaite*"),
        "course": (
            "ouvr* ouvert* lanc* commenc* debut* cree creent creer construi*",
            "ferm* arret* supprim* annul* abol* detrui* detruit*",
        ),
        "life": ("vivant* survi* ne nee", "mort* meurt meurent deced* deces tue tues tuent"),
        "order": ("avant", "apres"),
        "extent": ("tous toutes toujours chaque", "certains certaines parfois rarement quelques"),
        "place": ("arriv* entr* rejoin* import*", "quitt* sort* export* part"),
        "trade": ("achet* achat*", "vend* vente*"),
        "rank": ("meilleur* premier", "pire* dernier"),
        "truth": ("confirm* prouv*", "dement* refut*"),
    },
}


@lru_cache(maxsize=32_768)
def sides_of(word: str, language: str) -> tuple[tuple[str, int], ...]:
    """The pairs that a folded word belongs to, and on which side of each: 0 or 1."""
    exact, beginnings = _tables(language)
    found = list(exact.get(word, ()))
    for length in range(3, len(word) + 1):
        found += beginnings.get(word[:length], ())
    return tuple(dict.fromkeys(found))


@lru_cache
def _tables(language: str) -> tuple[dict[str, list[tuple[str, int]]], ...]:
    exact: dict[str, list[tuple[str, int]]] = {}
    beginnings: dict[str, list[tuple[str, int]]] = {}
    for name, sides in OPPOSITES.get(language, {}).items():
        for side, entries in enumerate(sides):
            for entry in entries.split():
                table = beginnings if entry.endswith("*") else exact
                table.setdefault(entry.rstrip("*"), []).append((name, side))
    return exact, beginnings
