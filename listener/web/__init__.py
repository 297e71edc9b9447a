"""What is reached by a browser: for now the links of mails. Parse, call, show."""
