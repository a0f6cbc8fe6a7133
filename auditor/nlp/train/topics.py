"""Vectors of words by the company they keep: pairs of words near each other, weighed and reduced to a few numbers.

Positive pointwise mutual information, contexts smoothed (Levy, Goldberg and Dagan 2015), then a truncated singular
value decomposition. Same lines, same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from auditor.nlp.segment import cut
from auditor.nlp.topics import SIZE
from auditor.nlp.typo.codes import clauses

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_EVERY, _REACH = 3, 8
_SMOOTH, _SHARPNESS = 0.75, 0.5
_CHUNK = 2_000_000
_BITS = 20


def counted(lines: Iterable[str], words: Sequence[str], cutter: Any) -> Any:
    """Return how often each two of the words stand near each other in a line, every ``_EVERY``-th line read."""
    import numpy as np
    from scipy.sparse import csr_matrix

    number = {word: place for place, word in enumerate(words)}
    size = len(words)
    found = csr_matrix((size, size), dtype=np.float32)
    ids: list[int] = []
    for at, line in enumerate(lines):
        if at % _EVERY:
            continue
        for clause in clauses(line):
            ids += [number[word] for word in cut(cutter, clause) if word in number]
        ids += [-1] * _REACH
        if len(ids) > _CHUNK:
            found, ids = found + _near(np.array(ids, np.int64), size), []
    return found + _near(np.array(ids, np.int64), size)


def _near(ids: NDArray[np.int64], size: int) -> Any:
    import numpy as np
    from scipy.sparse import coo_matrix

    made = coo_matrix((size, size), dtype=np.float32).tocsr()
    for step in range(1, _REACH + 1):
        left, right = ids[:-step], ids[step:]
        both = (left >= 0) & (right >= 0) & (left != right)
        keys, seen = np.unique(left[both] << _BITS | right[both], return_counts=True)
        part = coo_matrix((seen.astype(np.float32), (keys >> _BITS, keys & ((1 << _BITS) - 1))), (size, size)).tocsr()
        made = made + part + part.T
    return made


def vectors(counts: Any) -> NDArray[np.int8]:
    """Return a vector for each row of counts, its length the same for all."""
    import numpy as np
    from sklearn.utils.extmath import randomized_svd

    table = counts.tocoo()
    rows = np.asarray(counts.sum(axis=1)).ravel()
    columns = np.maximum(rows, 1) ** _SMOOTH
    worth = np.log(table.data * columns.sum() / (np.maximum(rows, 1)[table.row] * columns[table.col]))
    table.data = np.maximum(worth, 0).astype(np.float32)
    size = min(SIZE, len(rows))
    left, strength, _ = randomized_svd(table.tocsr(), size, n_iter=4, random_state=0)
    made = np.zeros((len(rows), SIZE))
    made[:, :size] = left * strength**_SHARPNESS
    made /= np.maximum(np.linalg.norm(made, axis=1, keepdims=True), 1e-9)
    return np.asarray(np.rint(made * 127).astype(np.int8))
