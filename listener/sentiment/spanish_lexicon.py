"""What Spanish words feel like, from -4 to 4: written by hand for listener.

From Spain to the Río de la Plata, as people write in reviews and posts.

A word stands for its gender and number (`bueno`: buena, buenos, buenas) and its diminutive or
superlative; a trailing `*` is a stem (`decepcion*`: decepcionado, decepcionante, decepciona).
The exact form wins over the stem, and the longer stem over the shorter one. Accents do not count.
"""

WORDS: dict[float, str] = {
    3.4: """
        excelente espectacular extraordinario maravilloso magnífico insuperable inmejorable
        fantástico perfecto impecable sublime excepcional increíblemente formidable sensacional
        maravill* excelencia perfección espectacularmente impresionantemente fenomenal estupendo
        buenísimo riquísimo lindísimo hermosísimo amé
    """,
    3.0: """
        genial encant* increíble ador* fabulos* exquisit* delicios* brillante óptimo felicísimo
        fascin* enamorad* enamoró enamora precioso asombros* prodigio impresionante alucinante
        memorable inolvidable majestuoso esplendid* grandioso mejor mejores amazing bravo supremo
        crack crac chingón chingona padrísimo chévere bacán bacano joya joyita tremendazo golazo
        buenazo lujazo temazo planazo peliculón cochazo ofertón discazo juegazo
    """,
    2.6: """
        recomiend* agradezco agradezc* diviert* divertir regio regia bkn bakán enhorabuena chapó
        feliz felices felicidad felicidades felicit* alegría alegr* recomend* recomendable hermos*
        bell* lindo divin* ideal encantador adorable estupend* magistral satisfech* satisfactori*
        satisfacción satisfac* exitos* triunf* victoria campeón campeona campeones ganador
        ganadora ganamos ganar ganó orgullos* orgullo rico sabroso sabrosura apetitos* delicia
        delicias exquisitez agradec* amor amo amamos aman amar amores amorcito mola molan molaba
        molón guay flipante copado copada piola cool top bestial brutal joyaza impoluto inmaculado
        ejemplar sobresaliente destacad* destacable admirable admir* apasion* emocionante
        emocionad* ilusion* ilusionad* divertid* diversión disfrut* gozad* goz* placer placentero
        deleit* paraíso paradisiac* celestial
    """,
    2.2: """
        bueno buena buenos buenas buen amable amabilidad amabil* gentil gentileza cordial
        cordialidad atento atenta atentos atentas simpátic* cariños* cariño dulzura tierno ternura
        eficaz eficacia eficiente eficiencia eficient* profesional profesionales profesionalidad
        profesionalismo impec* fiable confiable confianza confío seguro puntual puntualidad
        puntuales rápido rapidez veloz velocidad ágil agilidad práctico cómodo comodidad
        confortable acogedor acogedora hogareñ* cálido calidez agradable agradabl* grato
        gratificante gratamente bonito bonita guapo guapa guapísim* elegante elegancia fino finura
        moderno innovador* innovación creativ* originalidad inteligente inteligencia sabio talento
        talentos* talentazo capaz honesto honestidad honrad* sincer* transparente leal lealtad
        fiel noble nobleza generos* solidari* humano humanidad gracias gracia graci* agradecida
        grandeza exito exitazo buenaza mejorazo genialidad geniales ameno entreten* interesante
        gustazo gustó gusta gustan gustaron gustando gustaba gustaría gustos encantad* contento
        contenta contentos contentas content* animo animad* sonrisa sonrisas sonri* risa risas
        reír reímos jaja jajaja carcajad* celebr* festej* fiesta fiestón bendicion* bendecid*
        bendiga milagro milagros* premio premios premiad* regalo regalos regalazo regal*
        sorprendente sorpresón
    """,
    1.8: """
        sonríe* sonrei* entretien* consigu* conseguí acierta aciertan merezco merecen funcionó
        cumplió cumplieron agiliz* impecablemente ordenado puntualmente útil utilidad fácil
        facilidad facilita facilitan facilit* sencillo sencillez intuitivo intuitiva accesible
        flexible flexibilidad versátil completo variado variedad abundante generosas fresco
        frescura frescos jugoso crujiente aromátic* limpio limpieza limpísimo pulcro pulcritud
        ordenad* silencioso tranquil* tranquilidad paz relaj* relajante descans* luminoso amplio
        espacioso amplitud económico barato ganga chollo chollazo oferta ofertas descuento
        descuentos asequible rentable ahorr* gratis gratuito conveniente ventaja ventajas
        ventajos* mejor* mejoró mejorado mejorando mejoría avance avances avanz* progres* logr*
        logro logros solucion* solución soluciones resuelv* resolv* resuelto resolutiv* resolvió
        ayud* ayuda auxili* apoy* apoyo respald* acompañ* acert* acierto aciertos cumpl* cumplidor
        cumplidora cumplen responsable responsables serio seriedad formal correcto correctamente
        adecuad* apropiad* aceptable decente digno dignidad merec* valios* calidad estable
        estabilidad robust* resistente durader* potente poderos* fluido fluidez fluida funcional
        funcion* funciona sirve sirvió sirven esperanz* esperanza optimis* optimismo positivo
        positivamente suerte suertud* afortunad* abrazo abrazos beso besos besito besitos besazo
        abrazote querido querida queridos amigo amigos amiga amigas amistad compañer* compañerismo
        lujo lujos lujoso favorito favorita favoritos preferido preferid* predilect* fan fans
        disponible dispuest* servicial serviciales hospitalari* hospitalidad bienvenid* acogida
        acogid* detallista cuidad* cuidadoso esmer* esmero dedicación dedicad* vocación empátic*
        empatía comprens* compren* paciente paciencia respetuos* educad* educación cortesía
        gentilmente amablemente rápidamente eficazmente
    """,
    1.2: """
        bien ok okey oki normalito decentemente interes* curios* atractiv* llamativo colorido
        vistoso gustoso curiosidad mágic* magia único única auténtic* verdadero natural casero
        casera tradición sabor sabores saborazo suave suavidad acuerdo perfeccion* logrado aprob*
        aprobado apto válido fuerza valiente valentía coraje libertad justicia justa saludable
        sano sana energétic* motiv* motivación inspir* inspirador crec* crecimiento fortalec*
        reforz* optimiz* renov* renovado actualizad* ampliad* gané ganas ganan ganado gana regres*
        volvería volveré volveremos repetiré repetir repetiremos repetiría repito fidel* promoción
        promo confirm* garantí* garantiz* segurid* seguridad protege proteg* cuid* cuida limpi*
        reembolsaron devolvieron brill* soleado viernes finde navidad cumpleaños aniversario deseo
        deseos ilusión soñad* ansio* expectativ* expectación clasazo elegid* elegimos ganadores
        record épico rockstar ídolo ídola idolazo heroe heroína leyenda legendari* mítico aplaus*
        aplaudo aplaudir olé hurra viva vivan yupi yuju wow guau uau please porfis jeje jejeje
        jiji lol xd cuqui cuco mono monada chulo chula chulada lindura bonitura ricura rebueno
        rebién relindo recomiendisimo tuanis macanudo bárbaro bárbara diez sobresale supera superó
        superan superar superad* diestr* hábil habilidad habilidos* expert* experto maestr*
        maestría domin*
    """,
    -1.2: """
        lento lenta lentos lentas lentitud demor* demora retras* retraso retrasos tard* tardanza
        tardío espera esperas esperando esperé esperamos caro cara caros caras costoso costosa
        encarec* sobreprecio difícil dificultad dificult* complicad* complic* complejo engorros*
        enredad* enred* confus* confunde confundir confusión raro rara rareza extrañ* dud* dudoso
        dudosa duda incómod* incomodidad pequeñ* estrech* apretad* ruido ruidos* ruidoso bulla
        frío fríos fría frías tibio tibia duro dura seco seca reseco resecas soso sosa insípid*
        salado grasiento grasos* aceitoso crudo cruda quemad* pasad* recalentad* viejo vieja
        anticuad* obsolet* desactualizad* gastad* usado desgastad* oxidad* rotura rayad* rayón
        manchad* mancha abollad* arrug* desteñid* descolor* flojo floja flojera regular
        regularcito mediocr* mediocre pasable escas* escasez insuficiente insuficient* limitad*
        limitación falta faltan faltaba faltaban faltó faltante faltantes falt* carece carec*
        ausencia incomplet* pendiente pendientes queja quejas quej* reclam* reclamo reclamos
        reclamación problema problemas problemátic* problemón inconvenient* incidencia incidencias
        incidente avería averías averiad* error errores erróne* errad* equivoc* equivocación fallo
        fallos fallas falla fall* bug bugs lag laguead* lagg* glitch spam anuncios cancel*
        cancelación cancelaron suspend* suspendid* interrup* interrumpe desconect* desconexión
        caído caída caídas bloque* bloquead* trab* trabad* traba tilda tildad* congel* cuelga
        cuelgan colgad* satur* saturad* obliga obligad* obligan exig* presion* insist* insistent*
        pesad* plomo repetitiv* aburr* aburrid* aburrimiento monóton* tedio tedios* cansad* cansa
        cansó cansancio harto harta hartos hartas hart* agota agotad* agotador* agobi* agobiante
        estrés estres* nervios nervios* ansiedad preocup* preocupa preocupación preocupante miedo
        temor tem* susto asust* trist* tristeza triste lástima lamentar lamento lament* pena
        penos* soledad sola extraño nostalgia perd* perdid* pérdida perder pierde pierden pierdo
        perdió derrota derrot* empeor* crisis conflicto conflict* discut* discusión pelea pelear
        peleas pele* enfad* protesta protest* huelga multa multas multad* deuda deudas deud*
        impuesto impuestos recorte recortes despid* despidieron desempleo paro quiebra bancarrota
    """,
    -1.8: """
        desespero desesperan reinciden* desabastec* extraviado extravi* extraviaron perdieron
        robotizado clonaron clonad* hackear* hackead* jaquearon phishing vulnerab* filtraron
        filtración sobrefactur* refactur* usurp* indefens* tirados desamparad* burocra* burocracia
        peloteo pelotean chantaj* extorsi* coaccion* derroch* despilfarr* carencia carencias
        penali* recargo recargos congestion* interferencia* microcort* apagones cortes ineptos
        desactivad* borró borraron apagón malo mala malos malas mal defect* defecto defectos
        defectuos* deficient* deficiencia deficiente pobre pobreza inútil inútiles inutilidad
        inserv* inservible inservibles innecesari* absurd* absurdo ridícul* ridículo tonto tonta
        tonter* bobad* bobo estúpid* estupidez idiota idiotez torpe torpeza ignorante ignoran
        ignora ignorad* ignoraron ignor* desinterés desinteresad* indiferen* indiferencia
        desatent* desaten* desatendid* descuid* descuidad* descuido desordenad* desorden
        desorganiz* desorganización desorganizad* caos caótic* desprolij* desprolijo chapuz*
        chapucero chapuza improvis* negligent* negligencia irresponsab* irresponsable impuntual
        impuntualidad incumpl* incumplid* incumplimiento incumplen incumplieron incapaz incapaces
        incapacidad incompet* incompetente incompetencia inept* inepto ineptitud inefici*
        ineficiente ineficiencia inefic* inestab* inestable intermiten* intermitente sucio sucia
        suciedad sucísimo mugr* mugre mugriento polvo polvoriento pegajos* olor oler huele hedor
        apest* apesta maloliente pestilen* cucaracha cucarachas moho humedad mohoso gusano gusanos
        rata ratas vencid* caducad* podrid* podrido rancio rancia agrio fermentad* desagrad*
        desagradable antipátic* grosero grosera groser* maleducad* malcriad* irrespet*
        irrespetuos* altaner* arrogan* arrogante prepotent* prepotencia prepotente sobrador
        soberbi* desprecio despreci* despectiv* maltrat* maltrato agresiv* agredi* agresión
        insult* insulto grit* gritan gritó gritaron amenaz* amenaza acos* acoso discrimin*
        discriminación racis* machis* homofob* injust* injusticia injusto abus* abuso abusiv*
        abusivo abusan abusivos excesiv* exagerad* enoj* enojo enojad* enojada molest* molesto
        molesta molestia molestias molestos fastidi* fastidio irrit* irritante frustr* frustrante
        frustración frustrad* impoten* impotencia decep* decepcion* decepción decepcionante
        desilusion* desilusión desenca* chasco defraud* arrepent* arrepiento arrepentid* disgust*
        disgusto sufr* sufrir sufrimiento dolor dolores duele dolió dolid* doloros* llor* lloro
        llorar llorando lágrimas angust* angustia desesper* desesperación desesperante desesperado
        dañ* daño daños dañad* perjudic* perjuicio perjuicios lesion* herid* herida enferm*
        enfermo enfermedad intoxic* intoxicación diarrea vómito vomit* náusea náuseas gastritis
        indigestión roto rota rotos rotas rompe rompió romp* quebr* quebrad* crash crashea crasheó
        crash* colaps* colapso colapsad* inaccesible inaccesib* sobrecarg* oculto ocultos ocult*
        trampa trampos* tramposo truco trucos falso falsa falsos falsas fals* falsedad mentir*
        mentira mentiras miente mienten mintieron mintió engañ* engaño engañan engañaron engañoso
        engañosa hipócrita hipocresía cínic* cinismo sospech* sospechoso desconfi* desconfianza
        insegur* inseguro inseguridad peligr* peligro peligroso grave graves gravedad urgente
        emergencia accident* accidente tragedia trágic* muerte muerto muertos muerta murió morir
        mueren muere mata matar matan guerra violen* violencia vergüenz* culpa culpable culpables
        castig* rechaz* rechazo rechazaron negaron niegan negat* negativo negativa abandon*
        abandono abandonad* fracas* fracaso mediocridad mierdilla feo fea feos feas fealdad cutre
        cutrez cutres trucho trucha truchos pedorro chafa chafas choto chota garca chimbo balurdo
        berreta fulero malardo gacho gacha naco fome penca rasca charcha latero
    """,
    -2.6: """
        fatal evítenlo evítenla eviten huyan aléjense devuélvanme peor peores pésimo pésima
        pésimos pésimas pésimamente horrible horribles horribl* horror horroroso horrorosa
        horroriz* terrible terriblemente terribl* espantos* espanto espant* atroz atroces
        lamentable lamentables lamentablemente deplorab* deplorable desastr* desastre desastroso
        nefast* nefasto patétic* patético penoso penosa vergonzoso vergonzosa vergonz* vergüenza
        bochorn* bochornoso indign* indignante indignación indignad* intolerab* intolerable
        inaceptab* inaceptable inadmisib* inadmisible insoport* insoportable inaguantab*
        insufrible imperdonab* impresentable impresentables sinvergüenz* sinvergüenza caradura
        caraduras jeta jetas descarad* descaro morro ladron* ladrón ladrones ladrona robo robos
        robar roban robaron robando robad* rob* atraco atrac* hurto saqueo chorro chorros chorear
        choreo afano afanan afanar estaf* estafa estafas estafador estafadores estafaron fraude
        fraudes fraudulent* timo timos timador timadores timad* timaron embauc* embaucador
        charlat* farsa farsante farsantes engañifa delincuen* delincuente delincuentes criminal
        criminales mafia mafios* mafiosos corrupt* corrupto corrupción usurer* usura carero odio
        odi* asco ascos* asqueros* asqueroso asquerosa asquerosidad asquea repugn* repugnante
        repulsiv* inmund* inmundo nauseabund* vomitivo vomitiva vomitivos bazofia basura basuras
        basurero porquería porquerías porquer* cochinada cochin* inmundicia cag* cagada cagad*
        cagó mierda mierdas mierd* mierdos* puta puto putas putos putad* hijoputa hijueputa hdp
        hijodeputa joder jodid* joden jode jodan coño carajo cabron* cabrón cabrones gilipoll*
        gilipollas gilipollez imbécil imbéciles pelotud* boludez boludeces forro forros sorete
        soretes garch* culiad* culero culera pendej* pendejo pendejos pinche pinches verg*
        chingad* chinga chingan weá weas malparid* gonorrea hpta hp ctm conchatumadre conchesumare
        maldit* maldito maldita malditos desgraciad* canalla canallas miserable miserables infame
        infames infamia infernal infierno pesadilla pesadillas calvario tortura tortur* suplicio
        martirio catástrofe catastróf* catastrófico funest* tétric* espeluznante ruina ruinos*
        arruin* arruinaron arruinó destroz* destrozad* destruy* destruid* chungo chunga truño
        bodrio bodrios tostón ñordo infumable intragable incomible incomibles imbebible
        inutilizable inusable ilegible humill* humillante humillación crueldad cruel crueles
        despiadad* inhumano inhuman* indecent* indecente despreciable detest* detestable aborrec*
        aborrecible rabia rabios* furios* furia ira iracund* asesin* asesino asesinato viol*
        violador terroris* terrorismo terror genocid* masacre nulo nula nefasta deprim* deprimente
        depresión depresiv*
    """,
    -3.2: """
        malísimo malísima malísimos malísimas horribilísimo mierdón repudio repudiable aberrante
        aberración abominable monstruos* execrable ladronazos estafadorazos cagadón
    """,
    # Words that only look like those above, or that mean too much to mean anything.
    0.0: """
        vivo vive viven vivimos curro tempo* tembl* templ* temer temporal* cagliari robinson
        roberta bellavista bellota* temporada temporal tema temas temática temprano temperatura
        templo fallec* trabajo trabaj* trabajador* dudar* cuidado cuidados pasado pasada pasadas
        robot* robusto roble roberto violeta violín viola rompecabezas perdón perdona perdone
        perdonen perdonar mejorar mejoren mejoraría mejorarían mejore mejoras celebridad*
        caracter* cancela* cancelar graciela agradecería agradeceré tardes tarde reinado reinicia*
        acuerdos comprender compren dominio dominios domingo* dominican* dominó maestro animal*
        interesad* interés intereses interesa interesado sufragio* peleón amplia* reinstal*
        animación deudor* completar completa complete crece crecer crecemos cumplir cumple
        cumpleañero valora valorar valoración brillo brillos recompensa* recompens* solitario
        solicitud* ayuntamiento avanzar avanza ayudar ayudante* ayuden limpiar culparon acompaña
        acompañar apoyar putin regresar regresa regreso ahorro ahorros ahorrar emergencias
        urgencias pagaré robles promociones garantía garantías garantizar confirmar confirma
        confirmado confirmación confirmaron justo fuerzas deseaba deseas discute huelgas quejarme
        reclamar solucionar solucionen solucionan resolver resuelvan resuelva funcionar funcione
        funcionamiento funcionario* funcionarios funciones función sirvan sirva servir ganaderí*
        graduad* gozne adorno* adorn* adormec* amargo amarillo amante partido partidos partida
        grandes grande gran nuevo nueva nuevos nuevas derecho derechos lucha luchas clase clases
        rey reyes reina reinas libertad* natural* clásico sol luz vale energía energías salud
        sueño sueños vacaciones histórico original fuerte fuertes especial especiales valor
        valores perfil
    """,
}

EMOJI: dict[float, str] = {
    3.0: "😍🥰😻🤩💯🏆🥇🎉🎊💖💕💞💓💗💘💝😘",
    2.2: "😀😃😄😁😆😊☺🙂😇🥳😎🤗👏👍👌💪🙌❤💙💚💛💜🧡🖤🤍♥⭐🌟✨😋🤤🙏😺😸💐🌹🌈✅🤝🫶",
    1.2: "😂🤣😉😜😛😌😏🔥🎁☀😅🙃",
    -1.2: "😕🙁☹😐😑😒🙄😬😓😥😰😟😔😞😪😴🤔🤨😧😦😯🥺",
    -2.2: "😢😭😿😣😖😫😩😤👎💔😨😱🤦🤷❌🚫⚠😠😾🤕🤒🥴🐌",
    -3.0: "😡🤬🤮🤢💩👿🖕☠💀😷🗑🤥🤡",
}

EMOTICONS: dict[str, float] = {
    ":)": 1.8, ":-)": 1.8, "=)": 1.8, ":D": 2.4, ":-D": 2.4, ";)": 1.2, ";-)": 1.2, "<3": 2.4,
    ":(": -1.8, ":-(": -1.8, "=(": -1.8, ":'(": -2.2, "D:": -2.0, ":/": -1.2, ":-/": -1.2,
    ">:(": -2.6, "xD": 1.4, "XD": 1.4, ":')": 1.4, "-_-": -1.4, ":@": -2.4, ":c": -1.4,
}  # fmt: skip

PHRASES: dict[float, str] = {
    3.2: """
        de lujo | de diez | de 10 | un diez | una joya | lo máximo | lo mejor | el mejor
        la mejor | los mejores | las mejores | de maravilla | a las mil maravillas | una maravilla
        de primera | de película | de otro mundo | fuera de serie | cinco estrellas | 5 estrellas
        10 de 10 | sin palabras de lo bueno | me encanta | me encantó | nos encantó | nos encanta
        de puta madre | de la hostia | la hostia | de putísima madre | la rompe | la rompen
        la rompió | es la bomba | una pasada | qué pasada | no puede ser mejor
        no podría ser mejor | no hay mejor | 10 puntos | de rechupete | de chuparse los dedos
        para chuparse los dedos | la neta | está padre | está chido | muy padre | qué padre
        qué chido | a toda madre | está cañón de bueno | estuvo increíble | se pasó de bueno
        una delicia | un lujo | un éxito | un acierto
    """,
    2.2: """
        vale la pena | valió la pena | merece la pena | mereció la pena | vale cada peso
        vale cada centavo | vale cada euro | sin problema | sin problemas | sin ningún problema
        ningún problema | no tengo quejas | no tengo queja | sin quejas | ninguna queja
        nada que reprochar | nada que objetar | sin duda | sin dudas | sin dudarlo | al cien
        todo perfecto | todo bien | todo ok | todo excelente | todo correcto | todo en orden
        no está mal | nada mal | no está nada mal | no estuvo mal | no estuvo nada mal
        no es malo | no te lo pierdas | no se lo pierdan | no te pierdas | no se pierdan
        no deja de sorprender | no falla | nunca falla | nunca me falla | nunca me ha fallado
        no me ha fallado | no decepciona | nunca decepciona | no defrauda | nunca defrauda
        volveré sin duda | seguro que vuelvo | volveremos seguro | buena onda | buena vibra
        buen rollo | me alegro | en hora buena | a tiempo | antes de tiempo | antes de lo previsto
        antes de lo esperado | mejor de lo esperado | superó mis expectativas
        supera las expectativas | superó las expectativas | mil gracias | muchas gracias
        muchísimas gracias | buen precio | bien de precio | calidad precio | me salvó
        me salvaron | me sacó de apuros | al pelo | al toque | de pana | de una | qué bueno
        qué bien | qué rico | qué lindo | qué linda | qué bonito | qué alegría | por fin
        se agradece | da gusto | un gusto | un placer | como debe ser | como tiene que ser
        lo recomiendo | la recomiendo | los recomiendo | me gusta | me gustó | nos gustó
        todo un acierto | ganas de volver | con ganas de más | no hay nada mejor | mis respetos
        me quito el sombrero | te quiero | te amo | os quiero | los amo | las amo | los quiero
        me hace feliz | me hizo feliz | feliz cumpleaños
    """,
    0.6: """
        buenos días | buenas tardes | buenas noches | buen día | buena suerte | feliz día
        feliz año | ni bien ni mal
    """,
    0.0: """
        costa rica | puerto rico | villa rica | buenos aires | fin de semana | por favor
        más o menos | ni fu ni fa | sin más | de acuerdo | mejor dicho | a lo mejor | más vale
        tal vez | o sea | bien sea | más bien | si bien | gracias a | o mejor | echar de menos
        sin ánimo | de buenas a primeras | por si acaso | mal que bien | hoy en día | a la mejor
        por las buenas | primera vez | de repente | buena parte | gran parte | bueno pues
        bueno ya | en cuenta | está bien que | quién gana | seguro médico | seguros de | el seguro
        un seguro | mi seguro | del seguro | de seguro | al seguro | la cara | por la cara
        de cara | en la cara | mi cara | tu cara | su cara | cara a cara | la espera | a la espera
        sala de espera | se espera | el frío | hace frío | de menos | sin falta | hace falta
        hacen falta | me hace falta | el duro | paso a paso | solo espero | mal tiempo | menos mal
        no importa | no hay problema | quiero saber | la calidad | su calidad | la atención
        el gusto | la gracia | de gracia | al final | bienes raíces | servicio al cliente
    """,
    -1.6: """
        no sirve | no sirven | no me sirve | no sirvió | no funciona | no funcionan
        no funcionaba | no funcionó | no me funciona | no carga | no cargan | no abre | no me abre
        no entra | no me deja | no deja | no me dejó | no puedo | no pude | no puede entrar
        no se puede | no conecta | no responde | no responden | no contestan | no contesta
        no atienden | no atiende | no llega | no llegó | no llegan | no ha llegado | no me llegó
        nunca llegó | nunca llega | nunca llegan | nunca responden | nunca contestan
        nunca atienden | nunca funciona | nadie responde | nadie contesta | nadie atiende
        nadie me atiende | nadie da la cara | nadie se hace cargo | no se hacen cargo
        no se hace cargo | no dan solución | no dan soluciones | ninguna solución | sin solución
        sin respuesta | ninguna respuesta | no me resuelven | no resuelven | no cumplen
        no cumple | no cumplieron | no respetan | no respeta | se cierra | se cierra sola
        se traba | se tilda | se cuelga | se congela | se cae | se cayó | se pega
        se queda pegada | se queda pegado | se queda colgada | se desconecta | va lento | va lenta
        muy tarde | llegó tarde | llegan tarde | llegó mal | llegó roto | llegó fría | llegó frío
        llegó frio | llegó incompleto | llegó abierto | horas esperando | una hora esperando
        hora esperando | días esperando | semanas esperando | meses esperando | llevo esperando
        sigo esperando | sigo sin | seguimos sin | estoy sin | estamos sin | sin señal
        sin internet | sin luz | sin servicio | sin avisar | sin previo aviso | me dejaron
        nos dejaron | dejaron plantado | dejaron plantada | me dejó tirado | nos dejó tirados
        deja que desear | mala onda | mala vibra | mal rollo | mala leche | mala suerte
        mal servicio | mala atención | mal trato | mala calidad | baja calidad | mala fe
        mala experiencia | mal olor | de mal gusto | mal gusto | mal hecho | muy justo
        poca vergüenza | poco serios | poco serio | poca seriedad | poco profesional
        poca paciencia | poca calidad | nada que ver | para nada | de nada sirve | da igual
        dan largas | me dan largas | puras largas | pura mentira | puro cuento | puro verso
        cobran de más | me cobraron de más | me cobran | me cobraron | cobro indebido
        cobros indebidos | doble cobro | me descontaron | me debitaron | letra chica
        letra pequeña | quiero mi dinero | devuelvan mi dinero | mi plata | quiero mi plata
        el colmo | es el colmo | ya basta | basta ya | qué pena | qué lástima | qué mal | qué feo
        qué fea | a ver si | de vergüenza | de pena | da pena | da miedo | da vergüenza | da rabia
        me da rabia | muy caro | demasiado caro | más caro | subieron los precios
        subieron el precio | suben el precio | no lo recomiendo | no la recomiendo
        no los recomiendo | no recomiendo | no recomendable | nada recomendable | no me gusta
        no me gustó | no nos gustó | no gusta | ni regalado | tengo que desinstalar
        voy a desinstalar | la desinstalé | sin ganas | sin gracia | sin sabor | sin sal | dejé de
        me cambio de | me cambié | me doy de baja | darme de baja | dar de baja | ya no sirve
        antes era mejor | ha empeorado | cada vez peor | peor que antes | va de mal en peor
        de mal en peor | mucho que desear | no es justo | no mames | me duele | me da pena
        te echo de menos | os echo de menos | me siento mal | echo de menos
    """,
    -2.8: """
        nunca más | nunca mas vuelvo | no vuelvo | no vuelvo más | no volveré | no volvería
        no volvemos | no volveremos | no pienso volver | no regreso | no regresaré | jamás vuelvo
        jamás volveré | una estafa | son una estafa | es una estafa | un robo | es un robo
        un fraude | un timo | un atraco | un asalto | un engaño | una mentira | una vergüenza
        una basura | una mierda | un asco | una porquería | un desastre | una desgracia
        una pesadilla | un infierno | un horror | una pena | una lástima | una tomadura de pelo
        tomadura de pelo | me tomaron el pelo | toman el pelo | de mierda | de cuarta | de quinta
        de pacotilla | de mala muerte | lo peor | el peor | la peor | los peores | las peores
        de lo peor | qué asco | da asco | dan asco | qué horror | qué vergüenza | qué desastre
        qué porquería | qué basura | qué robo | qué estafa | no puede ser peor | no hay peor
        peor imposible | deja mucho que desear | dejan mucho que desear | dejó mucho que desear
        no sirve para nada | no sirven para nada | no vale nada | no valen nada | no vale la pena
        no merece la pena | no valió la pena | no vale un peso | pérdida de tiempo
        pérdida de dinero | perder el tiempo | perdí mi tiempo | perdí mi dinero | tirar el dinero
        dinero tirado | tirar la plata | plata tirada | tiré la plata | se burlan | se burlaron
        se ríen del cliente | se ríen de | falta de respeto | falta de profesionalismo
        falta de educación | no lo compren | no compren | no compres | no lo compres
        no la compren | no vayan | no vayas | no caigan | no lo descarguen | no descarguen
        no la descarguen | no la instalen | no confíen | no se confíen | no contraten
        no contrates | no pidan | ni se les ocurra | ni se te ocurra | ni loco | ni loca
        ni en pedo | huye de | hijos de puta | hijo de puta | hijo de su madre | la concha
        me cago en | vete a la mierda | a la mierda | váyanse a la | me tienen harto
        me tienen harta | estoy harto | estoy harta | me estafaron | nos estafaron | me robaron
        nos robaron | me engañaron | nos engañaron | voy a denunciar | los voy a denunciar
        defensa del consumidor | de juzgado de guardia | cero estrellas | 0 estrellas
        cero recomendable | ni una estrella | menos una estrella | ninguna estrella | un cero
        de terror | de espanto | para el olvido | para llorar | tierra trágame | chupa pija
        chupan la sangre | vale verga | vale madre | me vale madre | no mamen | está del nabo
        está de la verga | qué cagada | es una cagada | una cagada | me cagaron | como el culo
        para el culo | como el orto | para el orto | va fatal | fue fatal | me arrepiento
        jamás en la vida | en mi vida vuelvo
    """,
}  # fmt: skip

NEGATIONS = "no nunca jamás jamas ni sin tampoco nada nadie ningún ninguna ninguno nunk nop cero"

BOOSTERS: dict[float, str] = {
    0.35: """
        muy súper super re tan tanto tanta demasiado demasiada mega hiper ultra archi sumamente
        extremadamente totalmente completamente absolutamente realmente verdaderamente
        increíblemente terriblemente tremendamente enormemente altamente profundamente especialmente
        excesivamente puro pura recontra remil requete muchísimo muchísima mucho mucha muchos muchas
        siempre qué vaya menudo menuda tremendo tremenda gran total más full bastante
        sumo mogollón cañón caleta puta pinche jodidamente asquerosamente
    """,
    -0.35: """
        algo medio casi apenas ligeramente relativamente parcialmente levemente poquito
        tantito medianamente aparentemente supuestamente quizás quizá
    """,
}

DIMINISHERS = "poco poca pocos pocas menos escasamente difícilmente"

TURNS = "pero mas empero sino sinembargo"
"""What follows weighs more than what stood before."""

CONCESSIONS = "aunque pese"
"""What follows, to the end of its clause, weighs less."""
