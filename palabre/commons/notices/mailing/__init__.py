"""Mails of news: what is owed, drawn from patterns, sent once."""
