"""The words of the generated pages: commands, sources, secrets."""

MESSAGES = {
    "generated": {
        "es": "<!-- Escrito por `python -m listener.cli.docs`; no lo edites a mano. -->",
        "en": "<!-- Written by `python -m listener.cli.docs`; do not edit by hand. -->",
    },
    "cli_title": {"es": "# Los comandos", "en": "# The commands"},
    "cli_intro": {
        "es": """\
[In English](cli.md)

Esto es lo que dice `--help` de cada comando. `--config` y `--lang` valen con todos, delante o
detrás. El idioma es el de `--lang`; si no, el de `LISTENER_LANG`; si no, el de `listener.toml`;
y sin nada de eso, el de tu sistema. Lo que devuelve `--format json` está en [json.md](json.md).

## Que la terminal complete los comandos

Añade la línea de tu terminal al archivo que lee al empezar:

```sh
eval "$(_LISTENER_COMPLETE=bash_source listener)"    # ~/.bashrc
eval "$(_LISTENER_COMPLETE=zsh_source listener)"     # ~/.zshrc
_LISTENER_COMPLETE=fish_source listener | source     # ~/.config/fish/config.fish
```""",
        "en": """\
[En español](cli.es.md)

This is what `--help` says of each command. `--config` and `--lang` go with all of them, before or
after. The language is that of `--lang`, else of `LISTENER_LANG`, else of `listener.toml`, and
without any of these that of your system. What `--format json` returns is told in
[json.md](json.md).

## Let the terminal complete commands

Add the line of your shell to the file that it reads when it starts:

```sh
eval "$(_LISTENER_COMPLETE=bash_source listener)"    # ~/.bashrc
eval "$(_LISTENER_COMPLETE=zsh_source listener)"     # ~/.zshrc
_LISTENER_COMPLETE=fish_source listener | source     # ~/.config/fish/config.fish
```""",
    },
    "budgets": {
        "es": "**Como mucho:** {budgets}; se cambia en `[budgets.{source}]` de listener.toml.",
        "en": "**At most:** {budgets}; to be changed under `[budgets.{source}]` in listener.toml.",
    },
    "budget": {"es": "{limit} {what} (`{name}`)", "en": "{limit} {what} (`{name}`)"},
    "sources_title": {"es": "# Las fuentes", "en": "# The sources"},
    "sources_intro": {
        "es": """\
[In English](sources.md)

Dónde puede escuchar `listener`, qué ve en cada sitio y qué no. Es lo que cuenta `listener sources`.
Por qué faltan TikTok y LinkedIn: [redes que no dejan entrar](guides/closed-networks.es.md).

| Fuente | Acceso | Da | Cada | Clave | Al empezar |
| --- | --- | --- | --- | --- | --- |""",
        "en": """\
[En español](sources.es.md)

Where `listener` can listen, what it sees there and what it does not. It is what
`listener sources` tells. Why TikTok and LinkedIn are missing:
[networks that let no program in](guides/closed-networks.md).

| Source | Access | Gives | Every | Key | At first |
| --- | --- | --- | --- | --- | --- |""",
    },
    "gives_mentions": {"es": "menciones", "en": "mentions"},
    "gives_reviews": {"es": "reseñas", "en": "reviews"},
    "gives_totals": {"es": "solo nota y número", "en": "rating and count only"},
    "key_none": {"es": "sin clave", "en": "none"},
    "key_needed": {"es": "hace falta", "en": "needed"},
    "key_optional": {"es": "opcional", "en": "optional"},
    "on": {"es": "encendida", "en": "on"},
    "off": {"es": "apagada", "en": "off"},
    "docs_of": {
        "es": "Sitio: <{homepage}> · Documentación: <{docs}>",
        "en": "Site: <{homepage}> · Documentation: <{docs}>",
    },
    "pace": {
        "es": (
            "Entre dos preguntas al mismo sitio pasan al menos {delay} s; se lee una sola página.",
            "Entre dos preguntas al mismo sitio pasan al menos {delay} s; cada vez se leen como mucho {n} páginas.",
        ),
        "en": (
            "At least {delay} s pass between two requests to the same site; only one page is read.",
            "At least {delay} s pass between two requests to the same site; {n} pages at most are read each time.",
        ),
    },
    "secret_line": {
        "es": "- `{name}`: se consigue en <{where}>",
        "en": "- `{name}`: get it at <{where}>",
    },
    "secret_line_optional": {
        "es": "- `{name}` (opcional): se consigue en <{where}>",
        "en": "- `{name}` (optional): get it at <{where}>",
    },
    "secrets_head": {
        "es": "Las claves de listener. Copia este archivo como config/secrets.env, quita los «# » de\n"
        "las que uses y cárgalas antes de escuchar:   set -a; . config/secrets.env; set +a\n"
        "Con _FILE al final del nombre, el valor es el archivo que guarda la clave.\n"
        "Con __MARCA al final, la clave es solo de esa marca: LISTENER_TRUSTPILOT_API_KEY__CAFE_LUNA es\n"
        "la de config/brands/cafe-luna.toml (y, en un archivo, ..._API_KEY__CAFE_LUNA_FILE).\n"
        "No subas secrets.env a ningún repositorio.",
        "en": 'The secrets of listener. Copy this file to config/secrets.env, take the "# " away from\n'
        "those you use, and load them before you listen:   set -a; . config/secrets.env; set +a\n"
        "With _FILE at the end of the name, the value is the file that holds the secret.\n"
        "With __BRAND at the end, the secret is that brand's own: LISTENER_TRUSTPILOT_API_KEY__CAFE_LUNA\n"
        "belongs to config/brands/cafe-luna.toml (and, in a file, ..._API_KEY__CAFE_LUNA_FILE).\n"
        "Never put secrets.env into a repository.",
    },
    "smtp_why": {
        "es": "La contraseña del servidor de correo de [mail] en listener.toml.",
        "en": "The password of the mail server under [mail] in listener.toml.",
    },
}
