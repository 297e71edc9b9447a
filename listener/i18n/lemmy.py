"""What the source Lemmy says to a person."""

MESSAGES = {
    "bad_community": {
        "es": "hace falta una comunidad de Lemmy, por ejemplo !cafe@lemmy.example.com, o la "
        "dirección de una instancia, por ejemplo https://lemmy.example.com",
        "en": "needs a community of Lemmy, for example !coffee@lemmy.example.com, or the address of "
        "an instance, for example https://lemmy.example.com",
    },
    "no_community": {
        "es": "{instance} no conoce la comunidad {community}; comprueba el nombre, o búscala una vez "
        "desde esa instancia para que la conozca",
        "en": "{instance} does not know the community {community}; check the name, or look it up once "
        "from that instance so that it gets to know it",
    },
    "no_instance": {
        "es": "en {instance} no responde ningún Lemmy; abre la dirección en el navegador y comprueba "
        "que sea una instancia de Lemmy",
        "en": "no Lemmy answers at {instance}; open the address in a browser and check that it is an "
        "instance of Lemmy",
    },
    "private": {
        "es": "{instance} es privada: solo se lee con una cuenta. Si la comunidad es de otra "
        "instancia, apúntala con esa, !COMUNIDAD@INSTANCIA; si no, quítala de la configuración",
        "en": "{instance} is private: it is read with an account only. If the community belongs to "
        "another instance, name it with that one, !COMMUNITY@INSTANCE; if not, remove it from the "
        "configuration",
    },
    "slow": {
        "es": "{instance} pide ir más despacio; lo volveremos a intentar",
        "en": "{instance} asks to slow down; it is tried again later",
    },
}
