"""The public API, read only: what a signed-out reader sees, as data. See docs/api.md and docs/decisions/0009-api.md."""
