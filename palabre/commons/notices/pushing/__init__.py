"""Messages to the browsers on which members wish to be told."""
