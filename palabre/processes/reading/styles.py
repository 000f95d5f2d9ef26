"""Names of styles that say what a paragraph is."""

OURS = "Palabre "
"""What Palabre writes around a text it hands out (facts, who asks, comments) stands in styles that begin so."""

FACT = f"{OURS}Fact"
"""A line that says the document's date, drafters or groups."""
