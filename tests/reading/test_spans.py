"""Many spans at once, asked as one by one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from credaudit.model import Span
from credaudit.reading.spans import Spans

SPAN = st.tuples(st.integers(0, 30), st.integers(1, 8)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


@given(st.lists(SPAN, max_size=8), SPAN)
def test_they_meet_what_one_of_them_meets(spans: list[Span], one: Span) -> None:
    assert Spans(spans).meet(one) == any(span.meets(one) for span in spans)


@given(st.lists(SPAN, max_size=8), SPAN)
def test_they_cover_what_one_of_them_covers(spans: list[Span], one: Span) -> None:
    assert Spans(spans).cover(one) == any(span.covers(one) for span in spans)
