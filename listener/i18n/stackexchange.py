"""What the source Stack Exchange says to a person."""

MESSAGES = {
    "bad_site": {
        "es": "hace falta un sitio de Stack Exchange, por ejemplo es.stackoverflow.com o "
        "superuser.com, tal como aparece en el navegador",
        "en": "needs a site of Stack Exchange, for example stackoverflow.com or superuser.com, as "
        "the browser shows it",
    },
    "no_site": {
        "es": "Stack Exchange no tiene ningún sitio {site}; ábrelo en el navegador y copia su "
        "dirección",
        "en": "Stack Exchange has no site {site}; open it in a browser and copy its address",
    },
    "bad_key": {
        "es": "Stack Exchange no acepta la clave: revisa LISTENER_STACKEXCHANGE_KEY, o bórrala; sin "
        "ella también se lee, con menos consultas al día",
        "en": "Stack Exchange does not accept the key: check LISTENER_STACKEXCHANGE_KEY, or delete "
        "it; without it the site is read too, with fewer requests a day",
    },
    "slower": {
        "es": "Stack Exchange pide esperar, o se acabaron las consultas de hoy; seguiremos sin "
        "que hagas nada cuando lo permita. Una clave gratuita (LISTENER_STACKEXCHANGE_KEY) da muchas más",
        "en": "Stack Exchange asks to wait, or today's requests are used up; it goes on by itself "
        "when it may. A free key (LISTENER_STACKEXCHANGE_KEY) gives many more",
    },
    "trouble": {
        "es": "Stack Exchange tiene un problema; lo volveremos a intentar",
        "en": "Stack Exchange has a problem; it is tried again later",
    },
    "refused": {
        "es": "Stack Exchange no entendió la consulta («{message}»); puede que haya cambiado: busca "
        "una versión nueva de listener",
        "en": 'Stack Exchange did not understand the request ("{message}"); it may have changed: '
        "look for a newer version of listener",
    },
}
