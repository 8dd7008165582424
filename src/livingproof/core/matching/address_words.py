"""Words that structure an address, in the languages of certificates: kinds of street, place, estate, number and unit.

Short forms of Turkish and Indonesian streets stand in libpostal's address dictionaries (MIT); the others are expert knowledge, not
looked up one by one.
"""

from __future__ import annotations

from enum import StrEnum

from livingproof.core.matching.letters import listed


class Kind(StrEnum):
    """What a word does in an address; `after` and `before` say on which side of the name it stands."""

    ROAD_AFTER = "road_after"
    ROAD_BEFORE = "road_before"
    ROAD_EITHER = "road_either"
    PLACE_AFTER = "place_after"
    PLACE_BEFORE = "place_before"
    ESTATE_AFTER = "estate_after"
    ESTATE_BEFORE = "estate_before"
    NUMBER = "number"
    PLOT = "plot"
    UNIT = "unit"
    SECTION = "section"
    SMALL = "small"


_WORDS = """
road_either avenue ave av avda aven
road_either boulevard blvd bd bulevar bul
road_after road rd roads
road_after street str strt
road_after lane ln gali galli
road_after drive
road_after highway hwy expressway expwy motorway
road_after way
road_after crescent
road_after close
road_after terrace
road_after parkway pkwy
road_after square
road_after row
road_after alley
road_after road lu
road_after street jie
road_after avenue dadao
road_after lane xiang
road_after street utca utcaja u ut utja
road_after street sokak sokagi sok sk sokaka
road_after road cadde caddesi cad cd caddessi
road_after boulevard bulvari bulvar blv
road_after road yolu karayolu asfalti
road_after street kume
road_after street strasse gasse straat gade gatan gata gatan vagen vej veien katu tie
road_after way weg laan allee
road_after square platz plein
road_after street daero ro gil
road_after road marg mawatha mw mawata
road_after street vidiya veediya weediya
road_after lane patumaga
road_either street st
road_either court ct
road_before street calle carrera cra rua rue via ulica ulice ulitsa ulitza ul jalan jl jln thanon duong odos strada vithei sharia shari sharea
road_before street calea pho
road_before avenue avenida avda corso prospekt viale leoforos persiaran
road_before road route rte carretera carr ctra camino chemin estrada rodovia rod soseaua sos calzada calz autopista ql tariq lebuhraya
road_before square piazza plaza place largo praca
road_before lane vicolo travessa impasse pasaje passage passaggio soi ngo hem lorong lrg gang gg derb
road_before quay quai
road_before square osiedle os
road_before promenade paseo alameda aleea
place_after city
place_after town
place_after township
place_after village vill vpo
place_after district dist distt dst taluka taluk tehsil teh tal mandal
place_after district thana upazila upazilla
place_after village mouza mauza moza
place_after county
place_after province prov
place_after prefecture
place_after ward
place_after commune
place_after municipality
place_after subdistrict
place_after state
place_after region
place_after governorate
place_after city shi
place_after town zhen
place_after county xian
place_after district qu
place_after subdistrict jiedao
place_after village cun koyu
place_after province sheng
place_after district mahallesi mah mh mahalle mahalessi
place_after district mevkii mevki
place_after district ilce ilcesi
place_after oblast obl
place_after district raion rayon okrug
place_after krai
place_before ward sangkat tambon tambol kelurahan kel phuong barangay brgy bgy
place_before commune khum xa
place_before district khan srok sruk amphur amphoe ampho kecamatan kec quan huyen
place_before village phum desa sat selo derevnya dusun kampung kampong douar thon aldea caserio sitio
place_before county kabupaten kab judet jud
place_before city kota gorod mesto grad thanh krong bandar
place_before town tx tt
place_before district colonia col urbanizacion urb barrio bairro residencial fraccionamiento fracc quartier hay
place_before subdistrict mukim
place_before hamlet localita loc frazione fraz contrada
place_before municipality municipio comuna com freguesia concelho opstina obshtina
place_before province provincia tinh propinsi provinsi khet
estate_after estate industrial industry ind inds industria inductrial inudstrial industrical industrialpark industial indutrial industrail perindustrian
estate_after zone gongyequ gongyeyuan gongyeyuanqu kaifaqu
estate_after estate gidc midc sipcot riico hsiidc upsidc kiadb kssidc apiic bscic site
estate_after zone
estate_after park
estate_after estate
estate_after area
estate_after epz epza sez ipz
estate_after estate osb organize sanayi sitesi san sit bolgesi bol bolge serbest
estate_after complex
estate_after processing export free economic special development technology technological hightech
estate_after premises
estate_before zona franca industriale zonaindustriale industrijska industrialna promishlena promyshlennaya zf zip
estate_before parque parq poligono pol
estate_before industrielle zi zac
estate_before kawasan kompleks
estate_before gewerbegebiet industriegebiet gewerbepark
estate_before khu kcn ccn
estate_before estate taman
number no nr num numero nro n number noo nb dom so
number km kilometer kilometro kilometre
plot plot lot plots lots lo lt lote survey sy khasra parcel parcela ada parsel gat gut dag holding kavling kav
unit unit units room rm suite ste flat apt apartment office ofis kvartira pom pomeshchenie ofice oficina kv
unit building bldg bld edificio edif korpus korp stroenie block blk blok bloc tower immeuble imm batiment manzana mza quadra bangunan wisma
unit floor fl flr kat etage piso etaj lantai level
unit gate shed warehouse bodega modulo module hall daire door kapi shop workshop nave galpao gala local
section sector
section section sec seksyen kisim bolge woreda
section phase stage ph etap
section moo moo mu
small the of de del de la las los le les el and e y at to near opp opposite off behind next between main by in on a da do dos das di della delle dei du des den der van von hacia from p r po box ps the first plc
"""

_ENDINGS = """
strasse street
strase street
straat street
gatan street
gata street
gade street
vagen street
veien street
gasse street
weg way
laan way
allee avenue
platz square
plein square
damm road
utca street
katu street
vej street
kade road
str street
"""

PINYIN = listed("lu jie dadao xiang shi zhen xian cun sheng qu")
"""Chinese kinds in Latin letters: they are syllables of names as well, and count only at the end of a piece or before a number."""

DIRECTIONS = listed("east west north south middle eastern western northern southern central dong xi nan bei zhong")
"""Words that tell the ends of one street apart."""


def _kinds() -> dict[str, tuple[Kind, str]]:
    table: dict[str, tuple[Kind, str]] = {}
    for line in _WORDS.strip().splitlines():
        kind, common, *others = line.split()
        for word in (common, *others):
            table.setdefault(word, (Kind(kind), common))
    return table


KINDS = _kinds()
"""Word to what it does and its common form."""

ENDINGS = tuple(tuple(line.split()) for line in _ENDINGS.strip().splitlines())
"""Endings that make one word a street: (ending, kind of street)."""

EMPTY = DIRECTIONS | listed(
    "centre center building new san santa santo saint puerto port nueva great old upper lower big house plaza mall"
)
"""Words that name no place by themselves."""

FOUR_DIGIT_POSTCODES = listed("AT AU BE BG CH CY DK GE HU LU LV MK NL NO NZ PH SI TN ZA BD AL AM")
"""Countries whose postcodes have four digits; elsewhere four digits may be a house number."""
