"""Spanish words in their other number and gender."""

from __future__ import annotations

import pytest

from listener.matching import Matcher
from listener.matching.inflect import forms
from listener.model import Mention, Query

# The base form, and all others; every one of them has to lead to all.
TABLE = """
cuenta cuentas
malo mala malos malas
pésimo pésima pésimos pésimas
opinión opiniones
voz voces
luz luces
vez veces
actriz actrices
cliente clientes
error errores
mes meses
país países
papel papeles
nivel niveles
nombre nombres
padre padres
calle calles
clase clases
base bases
enlace enlaces
avance avances
coche coches
noche noches
tren trenes
plan planes
red redes
ley leyes
grande grandes
horrible horribles
fácil fáciles
móvil móviles
joven jóvenes
imagen imágenes
autobús autobuses
interés intereses
inglés inglesa ingleses inglesas
español española españoles españolas
café cafés
niño niña niños niñas
amigo amiga amigos amigas
usuario usuaria usuarios usuarias
estafado estafada estafados estafadas
engañoso engañosa engañosos engañosas
agresivo agresiva agresivos agresivas
trabajador trabajadora trabajadores trabajadoras
gestor gestora gestores gestoras
caro cara caros caras
lento lenta lentos lentas
roto rota rotos rotas
seguro segura seguros seguras
pedido pedidos
estado estados
salida salidas
medida medidas
motivo motivos
queja quejas
tarjeta tarjetas
banco bancos
comisión comisiones
reclamación reclamaciones
devolución devoluciones
envío envíos
factura facturas
servicio servicios
cosa cosas
lavadora lavadoras
motor motores
ordenador ordenadores
crisis
lunes
gratis
virus
feliz felices
capaz capaces
mejor mejores
señal señales
rey reyes
pared paredes
hotel hoteles
"""
FAMILIES = [line.split() for line in TABLE.split("\n") if line]


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family[0])
def test_every_form_leads_to_every_other(family: list[str]) -> None:
    """Whichever form a person writes, all are found, and no other word is."""
    match = {form: Matcher([Query(any=(form,), inflect=True)]) for form in family}
    for form in family:
        found = {other for other in family if match[form](Mention(id="1", text=other))}
        assert found == set(family)
        assert len(forms(form)) == len(family), forms(form)


def test_without_being_asked_no_word_is_inflected() -> None:
    """It is a choice of each query."""
    assert Matcher([Query(any=("cuenta",))])(Mention(id="1", text="cuentas")) == ()


def test_names_accounts_and_exact_words_stay_as_they_are() -> None:
    """Nor does an open word need it."""
    for query in ("Cuenta", "@cuenta", "#cuenta", "raw:cuenta"):
        match = Matcher([Query(query=query, inflect=True)])
        assert match(Mention(id="1", text="@cuentas #cuentas cuentas")) == (), query


def test_each_word_of_a_phrase_and_each_exclusion_is_inflected() -> None:
    """tarjeta de crédito: tarjetas de créditos; and what is not wanted, too."""
    match = Matcher([Query(any=("tarjeta nueva",), exclude=("oferta",), inflect=True)])
    assert match(Mention(id="1", text="tarjetas nuevas")) == ("main",)
    assert match(Mention(id="1", text="tarjetas nuevas en ofertas")) == ()
