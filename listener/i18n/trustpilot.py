"""What the source Trustpilot says to a person."""

MESSAGES = {
    "bad_unit": {
        "es": "hace falta el enlace de la empresa en Trustpilot o su dominio, por ejemplo "
        "https://es.trustpilot.com/review/cafeluna.example",
        "en": "needs the link of the business on Trustpilot or its domain, for example "
        "https://www.trustpilot.com/review/cafeluna.example",
    },
    "no_unit": {
        "es": "Trustpilot no encuentra la empresa {listing}; ábrela en trustpilot.com y copia su "
        "enlace en el archivo de la marca",
        "en": "Trustpilot does not find the business {listing}; open it on trustpilot.com and copy "
        "its link into the brand's file",
    },
    "no_review": {
        "es": "Trustpilot ya no tiene esa reseña, o no es de tu empresa; no se publicó nada",
        "en": "Trustpilot no longer has that review, or it is not about your business; nothing was "
        "published",
    },
    "refused": {
        "es": "Trustpilot no acepta la clave; copia otra vez la API Key de Trustpilot Business a "
        "LISTENER_TRUSTPILOT_API_KEY y comprueba que tu plan incluya la API",
        "en": "Trustpilot does not take the key; copy the API Key from Trustpilot Business again "
        "to LISTENER_TRUSTPILOT_API_KEY and check that your plan includes the API",
    },
    "refused_private": {
        "es": "Trustpilot no deja responder ni leer por la vía privada: pon también "
        "LISTENER_TRUSTPILOT_API_SECRET y LISTENER_TRUSTPILOT_BUSINESS_USER, y comprueba que esa "
        "aplicación y ese usuario sean de la misma empresa",
        "en": "Trustpilot does not let you answer or read by the private way: set "
        "LISTENER_TRUSTPILOT_API_SECRET and LISTENER_TRUSTPILOT_BUSINESS_USER too, and check that "
        "the application and the user belong to the same business",
    },
    "wrong_secret": {
        "es": "Trustpilot no reconoce la aplicación; copia otra vez la API Key y el API Secret de "
        "Trustpilot Business al archivo de secretos. Si solo quieres leer, deja vacío "
        "LISTENER_TRUSTPILOT_API_SECRET",
        "en": "Trustpilot does not know the application; copy the API Key and the API Secret from "
        "Trustpilot Business into the file of secrets again. If you only want to read, leave "
        "LISTENER_TRUSTPILOT_API_SECRET empty",
    },
    "not_a_file": {
        "es": "este archivo no es una página de Trustpilot; abre en el navegador la página de la "
        "empresa en trustpilot.com y guárdala como «Página web, solo HTML»",
        "en": "this file is no page of Trustpilot; open the page of the business on trustpilot.com "
        'in your browser and save it as "Web page, HTML only"',
    },
    "unnamed_file": {
        "es": "el archivo «{file}» no dice de qué empresa son las reseñas; ponle de nombre su "
        "dominio, por ejemplo cafeluna.example.json",
        "en": 'the file "{file}" does not say which business the reviews are about; name it after '
        "its domain, for example cafeluna.example.json",
    },
}
