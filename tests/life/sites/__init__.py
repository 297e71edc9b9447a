"""One made-up site a source; each file ends with `SITE`."""
