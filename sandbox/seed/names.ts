import type { Random } from './random';

export type Name = { firstName: string; lastName: string };

/** Given and family names, separated by blanks; a tilde stands for a blank inside a name. */
const CULTURES: readonly (readonly [given: string, family: string])[] = [
  [
    'Sophie Noah Olivia George Amelia Jack Hannah Daniel Siobhán Cillian Aoife Owen Imogen Rhys Niamh Callum Beatrix Fergus',
    "Smith Walker Bennett O'Connor D'Angelo MacDonald Ó~Súilleabháin Fitzgerald-Hughes Wright Ng Okafor-Reid Lloyd Penrose McKenna Ashworth Sinclair",
  ],
  [
    'Jürgen Günther Anneliese Käthe Björn Sören Maximilian Lieselotte Friederike Tobias Annika Henrik Mareike Lennart',
    'Müller Schäfer Weiß Größmann von~der~Leyen Köhler Strauß Zimmermann Brückner Vogt Jäger Lindenberg Seidel Reuß',
  ],
  [
    'François Hélène Zoé Loïc Anaïs Théo Maëlle Gaëtan Éloïse Benoît Océane Rémi Noémie Étienne',
    'Lefèvre Dubois Béranger Châtelain de~La~Tour Noël Gauthier Nguyễn-Dubois Marchand Desrosiers Lemaître Périer Vasseur Hébert',
  ],
  [
    'José Begoña Íñigo Álvaro Lucía Ángel Martina Xavi Nerea Joaquín Inmaculada Andrés Paloma Raúl',
    'Núñez Muñoz García~Márquez Ibáñez Peña Fernández~de~Córdoba Güell Ochoa Zubizarreta Castaño Serrano Belmonte Quintanilla Ordóñez',
  ],
  [
    'João Conceição Inês Tomás Luísa Gonçalo Antônia Caetano Beatriz Thiago Marília Vinícius Teresa Rodrigo',
    'Araújo da~Silva Gonçalves Brandão dos~Santos~Magalhães Falcão Simões Leitão Queirós Pacheco Vasconcelos Moreira Assunção Lobo',
  ],
  [
    'Giulia Niccolò Beatrice Matteo Chiara Ettore Ludovica Alessandro Noemi Tommaso Ilaria Davide',
    "Rossi D'Amico De~Luca Esposito Lo~Giudice Bianchi Ferraro Santangelo Caruso Dell'Orto Moretti Pellegrini",
  ],
  [
    'Żaneta Łukasz Małgorzata Wojciech Agnieszka Grzegorz Zuzanna Bartosz Kinga Stanisław Ewelina Mateusz',
    'Kowalczyk Dąbrowski Wiśniewska Wójcik Brzęczyszczykiewicz Zając Nowak Jabłońska Sikora Głowacki Pawlak Ostrowska',
  ],
  [
    'Александр Мария Дмитрий Ольга Олександр Юлія Артём Екатерина Богдан Соломія Никита Вера',
    'Иванов Смирнова Кузнецов Шевченко Бондаренко Ковальчук Соколова Морозов Лисенко Петренко Фёдоров Гончар',
  ],
  [
    'Zdeněk Božena Šárka Jiří Ľudmila Matúš Ondřej Tereza Vojtěch Kateřina Štěpán Alžběta',
    'Dvořák Svobodová Řehoř Procházka Čapek Novotná Šťastný Horváthová Kučera Blažek Veselá Hruška',
  ],
  [
    'Þórdís Åsa Øystein Søren Ingibjörg Mikkel Väinö Aino Sigríður Torbjørn Freja Elias Solveig Jyrki',
    'Kjærgaard Åkesson Ødegård Sigurðardóttir Nygård Hämäläinen Jónsson Bjørnstad Lindqvist Rautio Mørk Halvorsen Virtanen Bergström',
  ],
  [
    'Şükrü Çağla İbrahim Gülşen Oğuzhan Zeynep Elif Mert Aslıhan Kerem Nazlı Tuğrul',
    'Öztürk Yılmaz Çelik Şahin Kılıçdaroğlu Güneş Aydın Kaplan Erdoğmuş Doğan Korkmaz Tekin',
  ],
  [
    'Γιώργος Ελένη Κωνσταντίνος Αικατερίνη Νίκος Δήμητρα Σπύρος Ευγενία Στέλιος Φωτεινή Μιχάλης Ιωάννα',
    'Παπαδόπουλος Οικονόμου Αντωνίου Καραγιάννη Βασιλείου Μακρή Δημητρίου Ζαχαρίας Λάμπρου Ρήγας Σταύρου Θεοδώρου',
  ],
  [
    'محمد فاطمة أحمد ليلى يوسف نور عبد~الرحمن مريم خالد هدى سامي رانيا طارق سلمى',
    'الخوري بن~علي الحداد المصري الفاسي عبد~الله القحطاني منصور النجار العمري حمدان الشامي درويش الزهراني',
  ],
  [
    'דוד נועה יעל אורי שירה משה תמר איתן רבקה עומר הדס ליאור',
    'מזרחי כהן לוי בן-דוד אברהמי פרידמן שפירא ביטון אשכנזי גולן דהן רוזנברג',
  ],
  [
    'آرش شیرین نیما پریسا کاوه مهسا بهرام نسرین سیاوش لاله رامین ژاله',
    'حسینی رضایی تهرانی کاظمی احمدی شیرازی نوری فرهادی یزدانی کریمی صادقی بهرامی',
  ],
  [
    'आरव विवेक प्रिया अनन्या रोहन दीपिका कबीर मीरा ईशान सान्वी आदित्य नेहा',
    'शर्मा पटेल अय्यर सिंह चट्टोपाध्याय गुप्ता वर्मा जोशी देशमुख कुलकर्णी मेहता राव',
  ],
  [
    'Lakshmi Venkatanarasimharajuvaripeta Aarav Priya Karthik Meenakshi Anjali Rahul Divya Suresh Kavya Arjun',
    'Subramaniam Iyer Krishnamurthy Chattopadhyay Raghunathan Nair Banerjee Menon Deshpande Pillai Bhattacharya Reddy',
  ],
  [
    'Đức Thị~Hương Minh~Châu Quỳnh Bảo Ngọc~Anh Tuấn Phương Hải~Yến Khánh Thảo Long',
    'Nguyễn Phạm Trần Lê~Hoàng Đặng Vũ Huỳnh Bùi Đỗ Hồ Dương Phan',
  ],
  [
    '太郎 花子 健一 美咲 蓮 陽菜 翔太 結衣 大輔 さくら 悠真 直子',
    '佐藤 齋藤 高橋 渡邊 小鳥遊 伊藤 山本 中村 森田 藤原 五十嵐 長谷川',
  ],
  ['建国 小龙 雅婷 思远 秀英 志明 雨桐 浩然 淑芬 俊杰 美玲 子涵', '欧阳 王 陳 诸葛 李 张 林 司马 黃 赵 徐 郭'],
  ['민준 서연 도윤 하은 지호 수아 예준 지우 현우 유진 성민 나연', '김 이 박 최 남궁 황보 정 강 윤 임 선우 한'],
  [
    'สมชาย กนกวรรณ ณัฐพล ปิยะดา ธนากร วิภา อนันต์ สุภาพร กิตติ มาลี ชลธิชา ประเสริฐ',
    'ศรีสุวรรณ จันทร์โอชา วงศ์สวัสดิ์ ทองดี แสงจันทร์ บุญมี รัตนพงศ์ ชัยวัฒน์ ใจดี พรหมมา สุขใจ อินทร์แก้ว',
  ],
  [
    'Oluwaseun Chimamanda Ngozi Kwame Adébáyọ̀ Fatoumata Amadou Efua Ifeoma Kofi Temitope Aminata Chidi Abena',
    'Adéyẹmí Okonkwo Nkosi Mensah Diallo N’Diaye Owusu-Ansah Ọlátúnjí Traoré Eze Boateng Keïta Adichie Sarr',
  ],
  [
    'Thandiwe Sipho Wanjikũ Tendai Makeda Abebe Nomvula Kagiso Achieng Tsitsi Dawit Lerato',
    'Dlamini Mthembu Kamau Chikwanha Tesfaye Haile Mokoena Otieno Moyo Bekele Zulu Wambui',
  ],
  [
    'Kalani Moana Leilani Tāne Keanu Aroha Malia Wiremu Noelani Rangi Ānaru Hinemoa',
    'Kahanamoku Tūhoe Parata Kealoha Ngata Kamaka Tāmati Akana Pōmare Kahale Rewi Nāone',
  ],
];

/**
 * People who break layouts, each there once at most: one name only, very long ones, other directions, and signs that a
 * spreadsheet would take for a formula or a page for markup.
 */
const UNUSUAL: readonly Name[] = [
  { firstName: 'Suharto', lastName: '' },
  { firstName: 'Zoë 🦊', lastName: 'van ’t Hoff' },
  { firstName: '@dele', lastName: 'Ogunleye' },
  {
    firstName: 'María de los Ángeles Guadalupe del Carmen',
    lastName: 'Fernández-Villaverde y Martínez de Irujo Álvarez de Toledo',
  },
  { firstName: 'Björk', lastName: '' },
  { firstName: 'Maeve', lastName: '-Quinn' },
  { firstName: 'عبد الرحمن بن محمد بن خالد بن عبد العزيز', lastName: 'آل سعود الكبير' },
  { firstName: 'Keihanaikukauakahihuliheekahaunaele', lastName: 'Keihanaikukauakahihulihe' },
  { firstName: '=Equal', lastName: 'Njoroge' },
  { firstName: 'U', lastName: 'E' },
  { firstName: '<b>Bo</b>', lastName: 'Lindgren' },
  {
    firstName: 'Pablo Diego José Francisco de Paula Juan Nepomuceno',
    lastName: 'Crispiniano de la Santísima Trinidad',
  },
  { firstName: 'Jennifer', lastName: 'Null' },
];
/** One person in so many is the next of them. */
const UNUSUAL_EVERY = 67;
/** So often another name is drawn when somebody has it already. */
const DRAWS = 12;

const PARSED = CULTURES.map(([given, family]) => ({ given: words(given), family: words(family) }));

/**
 * Names for an organization, one after another: each culture equally likely, hardly ever one that is there already, and now
 * and then one of the unusual ones.
 */
export function nameInventor(random: Random): () => Name {
  const taken = new Set<string>();
  let count = 0;
  return () => {
    count += 1;
    const unusual = count % UNUSUAL_EVERY === 0 ? UNUSUAL[count / UNUSUAL_EVERY - 1] : undefined;
    if (unusual) return unusual;
    let name = drawName(random);
    for (let i = 1; i < DRAWS && taken.has(keyOf(name)); i += 1) name = drawName(random);
    taken.add(keyOf(name));
    return name;
  };
}

function drawName(random: Random): Name {
  const culture = random.pick(PARSED);
  return { firstName: random.pick(culture.given), lastName: random.pick(culture.family) };
}

function keyOf({ firstName, lastName }: Name): string {
  return `${firstName} ${lastName}`;
}

/** A name as the part of an e-mail address before the sign: `jurgen.o.suilleabhain`, `user` where no Latin letter is left. */
export function mailbox({ firstName, lastName }: Name): string {
  const latin = `${firstName} ${lastName}`
    .toLowerCase()
    .replace(/[øœ]/g, 'o')
    .replace(/[łŁ]/g, 'l')
    .replace(/[đð]/g, 'd')
    .replace(/þ/g, 'th')
    .replace(/æ/g, 'ae')
    .replace(/ß/g, 'ss')
    .replace(/ı/g, 'i')
    .normalize('NFD')
    .replace(/[^a-z]+/g, (gap) => (/^\p{M}+$/u.test(gap) ? '' : '.'))
    .replace(/^\.+|\.+$/g, '')
    .slice(0, 40);
  return latin.length < 3 ? 'user' : latin;
}

function words(text: string): string[] {
  return text.split(' ').map((word) => word.replaceAll('~', ' '));
}
