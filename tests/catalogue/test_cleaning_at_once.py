import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.catalogue.sanitising import clean_html

HTML = "".join(f"<p>Texte {number} <strong>fort</strong><script>x</script></p>" for number in range(200))


@pytest.fixture
def impatient_threads() -> Iterator[None]:
    """Threads that take turns as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def test_two_threads_clean_at_once_without_mixing_their_texts(impatient_threads: None) -> None:
    alone = clean_html(HTML, "text")
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(lambda _: clean_html(HTML, "text"), range(16))) == {alone}
