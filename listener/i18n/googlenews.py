"""What the source Google News says to a person."""

MESSAGES = {
    "no_feed": {
        "es": "Google News respondió con una página, no con titulares: puede que pida "
        "consentimiento o que tome a este equipo por un robot. Si se repite, apaga «googlenews» y "
        "añade como canal (feeds) una alerta de https://www.google.com/alerts",
        "en": "Google News answered with a page, not with headlines: it may ask for consent, or "
        "take this machine for a robot. If it goes on, turn googlenews off and add an alert of "
        "https://www.google.com/alerts as a feed (feeds)",
    },
}
