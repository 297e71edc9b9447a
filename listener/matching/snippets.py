"""Ready exclusions: what looks like a mention and is an advertisement for a job, a giveaway, spam.

Our own lists, in Spanish, English and Portuguese. Phrases, never single everyday words: a
complaint that says "trabajo" must not go with the job ads.
"""

from __future__ import annotations

SNIPPETS: dict[str, dict[str, tuple[str, ...]]] = {
    "jobs": {
        "es": (
            "oferta de empleo", "ofertas de empleo", "oferta de trabajo", "ofertas de trabajo",
            "oferta laboral", "vacante de", "vacantes disponibles", "se busca personal",
            "se necesita personal", "buscamos incorporar", "únete a nuestro equipo",
            "forma parte de nuestro equipo", "envía tu CV", "envíanos tu CV", "manda tu CV",
            "envía tu currículum", "envía tu hoja de vida", "incorporación inmediata",
            "bolsa de trabajo", "bolsa de empleo", "postúlate", "estamos contratando",
            "#empleo", "#ofertadeempleo", "#vacante",
        ),
        "en": (
            "we are hiring", "we're hiring", "now hiring", "is hiring", "job opening",
            "job openings", "job vacancy", "job alert", "apply now for", "apply for this job",
            "send your CV", "send your resume", "join our team", "open position",
            "open positions", "career opportunity", "career opportunities", "#hiring",
            "#nowhiring", "#jobs", "#jobalert",
        ),
        "pt": (
            "vaga de emprego", "vagas de emprego", "oferta de emprego", "ofertas de emprego",
            "vagas abertas", "estamos contratando", "estamos a contratar", "envie seu currículo",
            "envie o seu currículo", "envie o seu CV", "envie seu CV", "venha trabalhar conosco",
            "junte-se à nossa equipa", "faça parte do nosso time", "candidate-se", "#vagas",
            "#emprego",
        ),
    },
    "giveaways": {
        "es": (
            "participa en el sorteo", "participar en el sorteo", "bases del sorteo",
            "sorteo exclusivo", "gran sorteo", "sorteamos", "sigue la cuenta y",
            "menciona a dos amigos", "menciona a tres amigos", "etiqueta a dos amigos",
            "etiqueta a tres amigos", "etiqueta a un amigo", "para participar solo tienes que",
            "dale RT y", "RT y sigue", "ganador del sorteo", "ganadora del sorteo", "#sorteo",
            "#sorteos", "#concurso",
        ),
        "en": (
            "giveaway", "giveaways", "enter to win", "chance to win", "tag a friend",
            "tag two friends", "tag 2 friends", "tag three friends", "tag 3 friends",
            "retweet to win", "RT to win", "follow and retweet", "like and share to win",
            "sweepstakes", "#giveaway", "#win", "#competition",
        ),
        "pt": (
            "participe do sorteio", "participar do sorteio", "participa no sorteio",
            "regras do sorteio", "sorteio exclusivo", "marque dois amigos", "marque três amigos",
            "marque um amigo", "marca dois amigos", "marca um amigo", "siga o perfil e",
            "concorra a", "#sorteio", "#passatempo",
        ),
    },
    "spam": {
        "es": (
            "gana dinero desde casa", "ganar dinero desde casa", "dinero fácil y rápido",
            "ingresos pasivos garantizados", "duplica tu inversión", "señales de trading",
            "escríbeme por WhatsApp", "escríbeme al WhatsApp", "escríbeme al DM",
            "préstamos entre particulares", "préstamo urgente entre particulares",
            "regístrate con mi código", "usa mi código", "link en mi bio", "enlace en mi bio",
            "compra seguidores", "comprar seguidores", "sígueme y te sigo",
            "contenido exclusivo en",
        ),
        "en": (
            "make money from home", "earn money from home", "work from home and earn",
            "double your investment", "guaranteed returns", "trading signals", "crypto signals",
            "DM me to earn", "message me on WhatsApp", "use my code", "sign up with my link",
            "link in my bio", "link in bio", "buy followers", "follow for follow",
            "follow back guaranteed",
            "onlyfans.com", "claim your free gift card",
        ),
        "pt": (
            "ganhe dinheiro em casa", "ganhar dinheiro em casa", "renda extra garantida",
            "dobre seu investimento", "dobre o seu investimento", "sinais de trading",
            "me chama no WhatsApp", "chama no WhatsApp", "use meu código", "usa o meu código",
            "link na bio", "compre seguidores", "comprar seguidores", "sigo de volta",
        ),
    },
}  # fmt: skip


def phrases_of(name: str) -> tuple[str, ...]:
    """All phrases of a snippet, in every language; KeyError for a name that is none."""
    return tuple(dict.fromkeys(phrase for each in SNIPPETS[name].values() for phrase in each))
