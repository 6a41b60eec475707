"""The screens of the console, one a file."""

SCREENS: dict[str, str] = {
    "WorklistScreen": "worklist",
    "CaseFileScreen": "case_file",
    "CallCard": "call_card",
    "NoteForm": "forms",
    "SnoozeForm": "forms",
    "AssignForm": "forms",
    "PauseForm": "forms",
    "OfferForm": "forms",
    "WhyScreen": "why",
    "HelpScreen": "help",
    "SearchScreen": "search",
    "ViewsScreen": "views",
    "DraftsScreen": "drafts",
}
"""Every screen that can be shown, with its module; the tests of text and size walk this table."""
