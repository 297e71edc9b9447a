"""What the source of mailboxes says to a person.

The server is not named: it is among the secrets, which errors do not show.
"""

MESSAGES = {
    "bad_folder": {
        "es": "hace falta el nombre de una carpeta del correo, por ejemplo INBOX, o con su servidor "
        "delante: imap.example.com/INBOX",
        "en": "needs the name of a mail folder, for example INBOX, or with its server before it: "
        "imap.example.com/INBOX",
    },
    "bad_host": {
        "es": "LISTENER_MAILBOX_HOST no es un servidor de correo; pon solo su nombre, por ejemplo "
        "imap.gmail.com",
        "en": "LISTENER_MAILBOX_HOST is no mail server; put its name only, for example imap.gmail.com",
    },
    "other_host": {
        "es": "esta carpeta está en {listing}, y la contraseña es de otro servidor, el de "
        "LISTENER_MAILBOX_HOST. Deja solo el nombre de la carpeta; o, si es otro buzón, ponlo en otra "
        "marca, con LISTENER_MAILBOX_HOST__MARCA y las otras dos claves igual",
        "en": "this folder is at {listing}, and the password belongs to another server, that of "
        "LISTENER_MAILBOX_HOST. Leave only the name of the folder; or, if it is another mailbox, put it "
        "into another brand, with LISTENER_MAILBOX_HOST__BRAND and the other two keys likewise",
    },
    "refused": {
        "es": "el correo no acepta el usuario o la contraseña ({reason}). Gmail, iCloud y Yahoo quieren "
        "una «contraseña de aplicación»: créala en la seguridad de la cuenta y ponla en "
        "LISTENER_MAILBOX_PASSWORD. Microsoft 365 y Outlook.com ya no aceptan contraseñas: reenvía "
        "esos correos a otro buzón",
        "en": "the mail does not accept the user or the password ({reason}). Gmail, iCloud and Yahoo "
        "want an app password: make one in the security settings of the account and put it into "
        "LISTENER_MAILBOX_PASSWORD. Microsoft 365 and Outlook.com take no passwords any more: forward "
        "those mails to another mailbox",
    },
    "no_folder": {
        "es": "en el buzón no se puede abrir la carpeta «{folder}»; estas hay: {folders}",
        "en": 'the folder "{folder}" cannot be opened in the mailbox; there are these: {folders}',
    },
    "certificate": {
        "es": "el servidor de correo no demuestra que es quien dice ser ({reason}), y no se le da la "
        "contraseña; compara LISTENER_MAILBOX_HOST con lo que dice tu proveedor de correo",
        "en": "the mail server does not prove to be who it says ({reason}), and is not given the "
        "password; compare LISTENER_MAILBOX_HOST with what your mail provider says",
    },
    "no_tls": {
        "es": "el servidor de correo no habla TLS en ese puerto ({reason}); usa el 993, o pide a tu "
        "proveedor el servidor IMAP con SSL/TLS",
        "en": "the mail server does not speak TLS on that port ({reason}); use port 993, or ask your "
        "provider for the IMAP server with SSL/TLS",
    },
    "down": {
        "es": "el servidor de correo no responde como debe ({reason}); lo volveremos a intentar. Si es "
        "la primera vez, revisa LISTENER_MAILBOX_HOST",
        "en": "the mail server does not answer as it should ({reason}); it is tried again. If this is "
        "the first time, check LISTENER_MAILBOX_HOST",
    },
    "busy": {
        "es": "el servidor de correo pide esperar: hay demasiadas conexiones o se ha leído demasiado; "
        "seguiremos más tarde",
        "en": "the mail server asks to wait: too many connections, or too much was read; it goes on "
        "later",
    },
}
