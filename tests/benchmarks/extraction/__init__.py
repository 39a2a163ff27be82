"""How well sentences are found and ranked, on whatever labelled sets one points it at.

    make bench ARGS="--only segmentation --segmentation fr_gsd-ud-dev.conllu …"
    make bench ARGS="--only ranking --ranking train.tsv …"

No set is part of the project; `docs/extraction.md` names public ones, and how we did on them.
"""
