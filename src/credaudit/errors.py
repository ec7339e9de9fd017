"""Every failure a user can cause or meet."""

from __future__ import annotations


class CredauditError(Exception):
    """A failure with a known cause; its text is one line for the user."""

    exit_code = 2


class UsageError(CredauditError):
    """An option or argument that cannot be honoured."""


class RuleBookError(CredauditError):
    """One or more faults in rule, lexicon, knowledge or genre files.

    `faults` holds one line each, `file:line: what is wrong`.
    """

    def __init__(self, faults: tuple[str, ...]) -> None:
        """Keep every fault, so that an author sees them all at once."""
        super().__init__("\n".join(faults))
        self.faults = faults


class OutputError(CredauditError):
    """A report that could not be written."""
