"""Names of countries, regions and larger cities, as letters fold them: they place an organisation, they do not name it."""

from __future__ import annotations

from collections.abc import Iterator

_COUNTRIES = """
AE united arab emirates|uae|u a e
AL albania|shqiperi
AM armenia
AR argentina
AT austria|osterreich
AU australia
AZ azerbaijan
BA bosnia and herzegovina|bosnia i hercegovina|bosna i hercegovina|bosnia
BD bangladesh
BE belgium|belgie|belgique|belgien
BG bulgaria|balgariya|bulgariya
BH bahrain
BO bolivia
BR brazil|brasil
BY belarus
CA canada
CH switzerland|schweiz|suisse|svizzera
CL chile
CN china|p r china|pr china|prc|peoples republic of china|people s republic of china|zhongguo|中国|中华人民共和国
CO colombia
CR costa rica
CY cyprus|kypros
CZ czech republic|czechia|ceska republika|cesko|ceska
DE germany|deutschland|allemagne|germania|alemania
DK denmark|danmark
DO dominican republic|republica dominicana
DZ algeria|algerie
EC ecuador
EE estonia|eesti
EG egypt|arab republic of egypt
ES spain|espana|espagne
ET ethiopia
FI finland|suomi
FR france|frankreich|francia
GB united kingdom|uk|great britain|england|scotland|wales|northern ireland|britain
GE georgia
GH ghana
GR greece|hellas|ellada|ellas
GT guatemala
HK hong kong|hongkong|香港
HN honduras
HR croatia|hrvatska
HU hungary|magyarorszag|ungarn
ID indonesia
IE ireland|eire
IL israel
IN india|bharat
IQ iraq
IR iran
IS iceland|island
IT italy|italia|italie|italien
JO jordan
JP japan|nippon|日本|日本国
KE kenya
KH cambodia|kingdom of cambodia|kampuchea
KR korea|republic of korea|south korea|rok|대한민국|한국
KW kuwait
KZ kazakhstan
LA laos|lao
LB lebanon
LI liechtenstein
LK sri lanka|srilanka
LT lithuania|lietuva
LU luxembourg|luxemburg
LV latvia|latvija
MA morocco|maroc
MD moldova
ME montenegro|crna gora
MK north macedonia|macedonia|makedonija|severna makedonija|republic of macedonia
MM myanmar|burma
MN mongolia
MO macau|macao|澳门
MT malta
MU mauritius
MX mexico|estados unidos mexicanos
MY malaysia
MZ mozambique
NG nigeria
NI nicaragua
NL netherlands|nederland|holland|the netherlands|pays bas
NO norway|norge
NP nepal
NZ new zealand
OM oman|sultanate of oman
PA panama
PE peru
PH philippines|pilipinas
PK pakistan
PL poland|polska|polen
PR puerto rico
PT portugal
PY paraguay
QA qatar
RO romania
RS serbia|srbija|yugoslavia|jugoslavija
RU russia|russian federation|rossiya|rossiiskaya federatsiya|rossiyskaya federatsiya|rossiya federatsiya
SA saudi arabia|kingdom of saudi arabia|ksa
SE sweden|sverige|schweden
SG singapore
SI slovenia|slovenija
SK slovakia|slovak republic|slovenska republika|slovensko
SV el salvador
TH thailand|prathet thai
TN tunisia|tunisie
TR turkey|turkiye|turkei
TW taiwan|taiwan r o c|r o c|roc|台湾
TZ tanzania
UA ukraine|ukraina
US united states|usa|u s a|united states of america|us
UY uruguay
UZ uzbekistan
VE venezuela
VN vietnam|viet nam|vietnam s r
XK kosovo
ZA south africa|republic of south africa
ZM zambia
ZW zimbabwe
"""

_REGIONS = """
CN zhejiang|jiangsu|guangdong|fujian|shandong|henan|hebei|hubei|hunan|anhui|jiangxi|sichuan|yunnan|guizhou|shanxi|shaanxi|gansu|qinghai|liaoning|jilin|heilongjiang|hainan|guangxi|ningxia|xinjiang|tibet|xizang|inner mongolia|neimenggu|fujiang|guandong
CN 浙江|江苏|广东|福建|山东|河南|河北|湖北|湖南|安徽|江西|四川|云南|贵州|山西|陕西|甘肃|青海|辽宁|吉林|黑龙江|海南|广西|宁夏|新疆|西藏|内蒙古
IN maharashtra|gujarat|tamil nadu|tamilnadu|karnataka|telangana|andhra pradesh|uttar pradesh|haryana|punjab|rajasthan|west bengal|kerala|madhya pradesh|odisha|uttarakhand|himachal pradesh|goa|jharkhand|bihar|assam|chhattisgarh
PK sindh|punjab|khyber pakhtunkhwa|balochistan
ID jawa tengah|jawa barat|jawa timur|central java|west java|east java|banten|bali|sumatera utara
VN dong nai|binh duong|long an|bac ninh|hai duong|hung yen|ba ria vung tau|vinh phuc|thai binh|nam dinh
KH kandal|kampong speu|kompong speu|kampongspeu|svay rieng|kampong cham|takeo
TH nonthaburi|samut prakan|chonburi|pathum thani|rayong|ayutthaya|samut sakhon
US alabama|alaska|arizona|arkansas|california|colorado|connecticut|delaware|florida|georgia|hawaii|idaho|illinois|indiana|iowa|kansas|kentucky|louisiana|maine|maryland|massachusetts|michigan|minnesota|mississippi|missouri|montana|nebraska|nevada|new hampshire|new jersey|new mexico|north carolina|north dakota|ohio|oklahoma|oregon|pennsylvania|rhode island|south carolina|south dakota|tennessee|texas|utah|vermont|virginia|west virginia|wisconsin|wyoming
CA ontario|quebec|british columbia|alberta|manitoba|saskatchewan|nova scotia|new brunswick
AU new south wales|victoria|queensland|western australia|south australia|tasmania|nsw|qld|vic
DE bayern|bavaria|baden wurttemberg|hessen|nordrhein westfalen|niedersachsen|sachsen|thuringen|rheinland pfalz|saarland|schleswig holstein|brandenburg|sachsen anhalt|mecklenburg vorpommern|nrw
IT lombardia|lombardy|veneto|emilia romagna|toscana|tuscany|piemonte|liguria|lazio|campania|puglia|sicilia|marche|umbria|abruzzo|friuli venezia giulia
ES catalunya|cataluna|andalucia|pais vasco|comunidad valenciana|galicia|aragon|navarra|murcia
BR sao paulo state|minas gerais|parana|santa catarina|rio grande do sul|bahia|goias
MX estado de mexico|nuevo leon|jalisco|baja california|chihuahua|coahuila|queretaro|sonora
TR marmara|ege|anadolu
GB west midlands|yorkshire|lancashire|greater manchester|kent|essex|surrey|cheshire|hampshire
TW taoyuan county|hsinchu county
MY selangor|johor|penang|pulau pinang|perak|kedah|melaka|negeri sembilan
"""

_CITIES = """
CN shanghai|beijing|tianjin|chongqing|guangzhou|shenzhen|dongguan|foshan|zhongshan|zhuhai|huizhou|jiangmen|shantou|jieyang|chaozhou|zhaoqing|qingyuan|maoming|zhanjiang|hangzhou|ningbo|wenzhou|jiaxing|huzhou|shaoxing|jinhua|taizhou|quzhou|zhoushan|lishui|yiwu|yongkang|cixi|yuyao|haining|tongxiang|pinghu|jiashan|zhuji|ruian|yueqing|wenling|nanjing|suzhou|wuxi|changzhou|nantong|yangzhou|zhenjiang|xuzhou|yancheng|lianyungang|huaian|kunshan|changshu|zhangjiagang|jiangyin|yixing|taicang|wujiang|danyang|rugao|liyang|fuzhou|xiamen|quanzhou|jinjiang|putian|zhangzhou|longyan|nanping|shaowu|jinan|qingdao|yantai|weifang|zibo|linyi|weihai|jining|dezhou|binzhou|heze|tengzhou|zhengzhou|luoyang|xinxiang|shijiazhuang|baoding|cangzhou|tangshan|langfang|hengshui|xingtai|handan|hejian|renqiu|wuhan|xiangyang|yichang|changsha|zhuzhou|xiangtan|hefei|wuhu|bengbu|nanchang|ganzhou|jiujiang|chengdu|mianyang|deyang|kunming|guiyang|xian|baoji|lanzhou|shenyang|dalian|anshan|changchun|harbin|daqing|haikou|nanning|liuzhou|taiyuan|hohhot|urumqi|yinchuan
CN 上海|北京|天津|重庆|广州|深圳|东莞|佛山|中山|珠海|惠州|江门|汕头|杭州|宁波|温州|嘉兴|湖州|绍兴|金华|台州|义乌|永康|慈溪|余姚|海宁|南京|苏州|无锡|常州|南通|扬州|镇江|徐州|盐城|昆山|常熟|张家港|江阴|宜兴|太仓|福州|厦门|泉州|晋江|莆田|济南|青岛|烟台|潍坊|淄博|临沂|威海|郑州|洛阳|石家庄|保定|沧州|唐山|武汉|长沙|株洲|合肥|芜湖|南昌|成都|西安|沈阳|大连|长春|哈尔滨
TW taipei|taoyuan|taichung|tainan|kaohsiung|hsinchu|changhua|台北|新北|台中|高雄|台南|桃园|新竹
JP tokyo|osaka|yokohama|nagoya|kyoto|kobe|fukuoka|sapporo|hiroshima|kawasaki|saitama|chiba|东京|大阪|横浜|名古屋|京都|神户
KR seoul|busan|incheon|daegu|daejeon|gwangju|ulsan|suwon|ansan|changwon|서울|부산|인천|대구
IN mumbai|delhi|new delhi|bangalore|bengaluru|chennai|hyderabad|ahmedabad|pune|surat|rajkot|vadodara|coimbatore|ludhiana|kolkata|noida|gurgaon|gurugram|faridabad|jaipur|kanpur|tirupur|tiruppur|thane|navi mumbai|indore|nashik|jamnagar|ghaziabad
PK karachi|lahore|faisalabad|sialkot|islamabad|rawalpindi|gujranwala|multan
BD dhaka|chittagong|chattogram|gazipur|narayanganj|savar|ashulia
LK colombo|biyagama|katunayake|kandy
VN hanoi|ha noi|ho chi minh|hcmc|ho chi minh city|da nang|hai phong|can tho|bien hoa
TH bangkok|krung thep
ID jakarta|bandung|surabaya|semarang|tangerang|bekasi|bogor|medan
KH phnom penh
MM yangon|rangoon|mandalay
PH manila|cebu|makati|quezon city
MY kuala lumpur|klang|shah alam|petaling jaya|johor bahru|ipoh
TR istanbul|ankara|izmir|bursa|denizli|adana|konya|gaziantep|kocaeli|tekirdag|mersin|manisa|kayseri|eskisehir
AE dubai|abu dhabi|sharjah|ajman
SA riyadh|jeddah|dammam
EG cairo|alexandria|giza
MA casablanca|tanger|tangier|rabat|fes
TN tunis|sfax|sousse
ZA johannesburg|cape town|durban|pretoria
DE berlin|hamburg|munchen|muenchen|munich|koln|koeln|cologne|frankfurt|stuttgart|dusseldorf|duesseldorf|leipzig|dortmund|essen|bremen|dresden|hannover|nurnberg|nuernberg
AT wien|vienna|graz|linz|salzburg
CH zurich|zuerich|geneve|geneva|basel|bern|lausanne
FR paris|lyon|marseille|toulouse|lille|nantes|strasbourg|bordeaux
IT milano|milan|roma|rome|torino|turin|bologna|firenze|florence|napoli|naples|verona|padova|vicenza|brescia|bergamo|modena|genova
ES madrid|barcelona|valencia|sevilla|zaragoza|bilbao|malaga
PT lisboa|lisbon|porto|braga
NL amsterdam|rotterdam|utrecht|eindhoven|den haag
BE brussel|bruxelles|brussels|antwerpen|gent
GB london|birmingham|manchester|leeds|sheffield|glasgow|edinburgh|bristol|liverpool
IE dublin
PL warszawa|warsaw|krakow|lodz|wroclaw|poznan|gdansk|katowice
CZ praha|prague|brno|ostrava
SK bratislava
HU budapest
RO bucuresti|bucharest|sibiu|cluj napoca|timisoara
BG sofia|plovdiv|varna
RS beograd|belgrade|nis|novi sad
HR zagreb
SI ljubljana
MK skopje|bitola
GR athens|athina|thessaloniki
UA kyiv|kiev|kharkiv|lviv|odesa|odessa
RU moscow|moskva|saint petersburg|st petersburg|sankt peterburg|tomsk|novosibirsk|ekaterinburg|kazan
MX mexico city|ciudad de mexico|cdmx|monterrey|guadalajara|puebla|tijuana|ensenada
BR sao paulo|rio de janeiro|curitiba|belo horizonte|porto alegre|campinas
AR buenos aires|cordoba
CL santiago
PE lima|callao
CO bogota|medellin
GT guatemala city|ciudad de guatemala
NI managua
HN tegucigalpa|san pedro sula|choloma
US new york|los angeles|chicago|houston|dallas|detroit|boston|seattle|san francisco|san diego|san jose|atlanta|miami|phoenix|philadelphia
CA toronto|montreal|vancouver|calgary
AU sydney|melbourne|brisbane|perth|adelaide
"""


def _rows(text: str) -> Iterator[tuple[str, str]]:
    for line in text.strip().splitlines():
        country, _, names = line.partition(" ")
        for name in names.split("|"):
            yield name, country


COUNTRIES = dict(_rows(_COUNTRIES))
"""Folded country name to ISO 3166 code."""

REGIONS = dict(_rows(_REGIONS))
"""Folded name of a province or state to the code of its country."""

CITIES = dict(_rows(_CITIES))
"""Folded name of a larger city to the code of its country."""

WITHIN = {"HK": "CN", "MO": "CN", "TW": "CN", "PR": "US", "XK": "RS"}
"""Codes of places that addresses and registers also write under another code ("Hong Kong, China"): the two never contradict."""

PLACES = {**CITIES, **REGIONS, **COUNTRIES}
"""All of them."""

MIN_WORD = 3

PLACE_WORDS = frozenset(word for name in PLACES for word in name.split() if len(word) >= MIN_WORD) - {
    "new",
    "state",
    "the",
}
"""The single words of all place names."""

HAN_PLACES = tuple(sorted((name for name in PLACES if not name.isascii()), key=lambda name: (-len(name), name)))
"""Place names in Chinese characters and Hangul, longest first."""

ISO_LETTERS = 2


def country_code(text: str | None) -> str | None:
    """The code of a country given by its two letters or by a folded name; None for what is not known."""
    bare = " ".join((text or "").split())
    if len(bare) == ISO_LETTERS and bare.isalpha():
        return bare.upper() if bare.upper() in COUNTRIES.values() else COUNTRIES.get(bare.lower())
    return COUNTRIES.get(bare.lower())


def compatible(left: str, right: str) -> bool:
    """Whether two different codes may stand for one place: one is written under the other."""
    return WITHIN.get(left) == right or WITHIN.get(right) == left
