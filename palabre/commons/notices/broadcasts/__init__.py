"""Messages of the cooperative to many: to whom, who is owed the mail, what became of it."""
