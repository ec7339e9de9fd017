"""Which zones of a source were there to be read; a zone's state never depends on whether a statement stands in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from credaudit.model import Zone, ZoneState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from credaudit.reading import Reading


def tell(_reading: Reading) -> Mapping[Zone, ZoneState]:
    """Return the state of each zone."""
    return {Zone.HEAD: ZoneState.UNKNOWN, Zone.BODY: ZoneState.READ, Zone.END: ZoneState.UNKNOWN, Zone.LINKED: ZoneState.NOT_IN_INPUT}
