"""Words of company names: abbreviations written out, and words that tell what a company does but not which one it is."""

from __future__ import annotations

from livingproof.core.matching.letters import listed

_ABBREVIATIONS = """
manufacturing mfg manuf manufacturer manufacturers manufacture manufactures manufactory mfrs mfr mnfg
international intl int inter internacional internazionale internationale internacionais
technology tech technologies techno technic technics tecnologia tecnologie technologie tehnologii teknoloji technological technical
industry ind inds indus industries industrial industria industrias industrie indústria industriel industrielle sanayi san sanayii endustri endustriyel sanayisi przemysl
electric electrical elec elect electrics elektrik elektrische elettrica electrica electrico
electronic electronics elektronik elettronica electronica elektronika eletronica elektroniks elektro
engineering eng engg engr engineers engineer ingenieria ingegneria engenharia ingenieros muhendislik
service services svc svcs servicios servizi servicos serv dienstleistungen hizmetleri hizmet
product products prod prods producto productos prodotti produtos produits produkte
production productions produzione producao produccion proizvodnja uretim
trading trd trdg trade trades traders trader tic ticaret ticareti comercio commercio comercial commerciale commerce handel handels trgovina
import imports importacao importacion ithalat uvoz imp importers
export exports exportacao exportacion ihracat izvoz exp exporters
group grp groupe gruppo grupo gruppe grup groups gr
holding holdings hldg hldgs
development dev develop developments
equipment equip equipments
machinery mach machine machines machineries makina makine makinalari makineleri maquinaria macchine maquinas maschinen machining
automation autom automazione automatizacion otomasyon automations
instrument instruments instr instrumentation
material materials mat materiali materiales
construction constr constructions constructing construcciones costruzioni insaat
textile textiles tekstil textil tessile tessili teks texteis texti
garment garments apparel apparels clothing clothes konfeksiyon konf
plastic plastics plast plastik plastica plastici
chemical chemicals chem chemie chimica quimica kimya chemistry
metal metals metall metalli metales metais metalurgia
steel steels acero acciaio stahl celik
pharmaceutical pharmaceuticals pharma pharm farma
furniture furnitures mobilya
medical med medicals medikal
scientific sci science sciences
energy enerji energia energie energies
environment environmental env
logistics logistic logist lojistik logistica
transport transports transportation transportes trasporti nakliyat
consulting consultancy consultants consultant consult danismanlik consultoria
solution solutions sol
system systems sistem sistemi sistemas systeme
laboratory laboratories lab labs laboratorio
precision prec hassas
general gen
brother brothers bros
enterprise enterprises ent entreprise empresa empresas
associates associate assoc
business businesses
supply supplies supplier suppliers
center centre centro ctr zentrum merkezi
factory factories works plant fabrik fabrika fabrica usine mill mills workshop fab
packaging packing pack ambalaj packagings
printing print printers baski
casting castings foundry dokum
hardware hdw hardwares
auto automotive automobile automobiles otomotiv automotriz oto
component components parts part spares spare accessory accessories
knitting knit knitwear knits orme triko
footwear shoe shoes ayakkabi calzature
division div
branch subesi sube filial filiale succursale sucursal
public pub
national natl nacional nationale
american amer
establishment ets etablissements etablissement
washing wash laundry washings
dyeing dyers dye boya
2 ii
3 iii
4 iv
7 vii
8 viii
unit units
"""

_GENERIC = """
co company corp corporation inc llc ltd limited the of for de du des la le les el los las del della delle dei di da do dos e y et und and en in at by i a
firm house team world global worldwide universal europe european asia asian africa american pacific eastern western northern southern
north south east west central new modern advanced smart intelligent digital green eco first best top premium quality
home appliance appliances household kitchen toys toy gift gifts craft crafts arts art fashion style design designs studio interior decoration lighting light lamp led
rubber seal seals glass ceramic ceramics paper wood wooden timber bamboo leather bag bags optical optics laser power battery batteries solar motor motors engine pump pumps valve valves pipe pipes tube tubes fitting fittings wire wires cable cables spring springs screw fastener fasteners bearing bearings gear gears tool tools mould mold moulds molds die moulding molding forging forgings stamping
aluminium aluminum copper iron alloy alloys stainless brass zinc
food foods beverage agriculture agricultural agro seed seeds farm farms fruit tea coffee rice oil oils gas petroleum petrochemical fertilizer
software hardware network networks communication communications telecom information computer computers data cloud web internet media
health healthcare hospital dental care clinic biotech bio biological biotechnology cosmetics beauty
water air marine ship shipping shipyard shipbuilding aviation aerospace railway railways road bridge
real estate property properties investment investments inversiones capital finance financial insurance bank asset assets management
hotel hotels restaurant cafe bar grill travel tours tourism school academy training education institute university
law legal attorneys accounting tax marketing advertising event events security
roofing plumbing heating cooling hvac repair cleaning painting landscaping electrician contracting contractor contractors contract builders building renovation remodeling maintenance
research innovation technica applied application applications special specialty
socks sock underwear hosiery embroidery fabric fabrics yarn dyeing weaving denim jeans lingerie
sas srl gmbh turizm gida tarim urunleri nakis dis ic imalat imalati taahhut reklam proizvodni proizvodi
societa societe sociedad sociedade sociedad spolka firma ditta zaklad przedsiebiorstwo obchodni proizvodstvennaya kompaniya
xinxi keji dianzi jixie shiye gongye maoyi jituan youxian gongsi
"""

_HAN = """
集团 科技 技术 电子 电器 电气 机械 机电 设备 实业 工业 企业 贸易 商贸 进出口 制造 制品 国际 控股 股份 发展 投资 工程 材料 新材料 金属 五金 塑胶 塑料 橡胶 模具 精密 自动化 智能 信息 网络 通信 通讯 光电 照明 能源 新能源 环保 环境 化工 化学 医疗 医药 制药 生物 器械 食品 饮料 农业 服装 服饰 纺织 针织 鞋业 皮革 家具 家居 家用 包装 印刷 纸业 玻璃 陶瓷 建材 建筑 装饰 装备 汽车 汽配 配件 零部件 电缆 电线 电池 电源 电机 阀门 管业 管道 铸造 锻造 钢铁 钢结构 铝业 铜业 轴承 紧固件 弹簧 工具 仪器 仪表 测控 检测 认证 检验 咨询 服务 管理 物流 供应链 运输 船舶 航空 公司 工厂 厂 分公司 省 市 县 区 镇
工業 産業 製作所 工務店 商事 商会 製造 電機 電子 技研 精工 化学 化成 建設 興業
산업 전자 기계 공업 테크 코리아
"""


TRADES = listed(
    "textile garment fashion denim jeans lingerie sock corap hosiery knitting weaving spinning dyeing washing printing embroidery"
    " yarn fabric thread footwear leather bag glove toy gift jewelry jewellery furniture furnitur rattan wood bamboo paper packaging"
    " plastic rubber glass ceramic metal steel iron aluminium aluminum copper alloy casting forging stamping machining moulding"
    " molding mould mold tool hardware machinery valve pump motor bearing gear spring fastener pipe tube cable wire battery solar"
    " lighting lamp software chemical paint pharmaceutical medical surgical dental cosmetics food beverage"
    " seafood rice tea coffee fruit farm feed construction logistics transport shipping trading manufacturing engineering"
    " consulting hotel hospital school clinic konfekcija trikotaza obuca meble shivashka sports"
)
"""Words of trade that tell sister companies apart: one that deals in another trade is another company, whatever else they share."""


def _canonical() -> dict[str, str]:
    table: dict[str, str] = {}
    for line in _ABBREVIATIONS.strip().splitlines():
        common, *others = line.split()
        for word in (common, *others):
            table.setdefault(word, common)
    return table


ABBREVIATIONS = _canonical()
"""Word to the common form of its abbreviations and translations."""

GENERIC = frozenset(_GENERIC.split()) | frozenset(ABBREVIATIONS.values())
"""Common forms that many companies share; alone they tell no company from another."""

SMALL = listed("the of for de du des la le les el los las del della delle dei di da do dos e y et und and en i a")
"""Words without weight: present or absent, the name is the same."""

HAN_GENERIC = tuple(sorted(_HAN.split(), key=len, reverse=True))
"""What Chinese, Japanese and Korean names share, longest first."""


def written_out(word: str) -> str:
    """The common form of a word: abbreviation written out, generic plural made singular; other words stay as they are."""
    if word in ABBREVIATIONS:
        return ABBREVIATIONS[word]
    return word[:-1] if word.endswith("s") and word[:-1] in GENERIC else word
