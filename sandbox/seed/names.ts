import type { Random } from './random';

export type Name = { firstName: string; lastName: string };

/** Given and family names, separated by blanks; a tilde stands for a blank inside a name. */
const CULTURES: readonly (readonly [given: string, family: string])[] = [
  [
    'Sophie Noah Olivia George Amelia Jack Hannah Daniel Siobhán Cillian Aoife Owen',
    "Smith Walker Bennett O'Connor D'Angelo MacDonald Ó~Súilleabháin Fitzgerald-Hughes Wright Ng",
  ],
  [
    'Jürgen Günther Anneliese Käthe Björn Sören Maximilian Lieselotte',
    'Müller Schäfer Weiß Größmann von~der~Leyen Köhler Strauß Zimmermann',
  ],
  [
    'François Hélène Zoé Loïc Anaïs Théo Maëlle Gaëtan',
    'Lefèvre Dubois Béranger Châtelain de~La~Tour Noël Gauthier Nguyễn-Dubois',
  ],
  [
    'José Begoña Íñigo Álvaro Lucía Ángel Martina Xavi',
    'Núñez Muñoz García~Márquez Ibáñez Peña Fernández~de~Córdoba Güell Ochoa',
  ],
  [
    'João Conceição Inês Tomás Luísa Gonçalo Antônia Caetano',
    'Araújo da~Silva Gonçalves Brandão dos~Santos~Magalhães Falcão Simões Leitão',
  ],
  ['Giulia Niccolò Beatrice Matteo Chiara Ettore', "Rossi D'Amico De~Luca Esposito Lo~Giudice Bianchi"],
  [
    'Żaneta Łukasz Małgorzata Wojciech Agnieszka Grzegorz',
    'Kowalczyk Dąbrowski Wiśniewska Wójcik Brzęczyszczykiewicz Zając',
  ],
  ['Александр Мария Дмитрий Ольга Олександр Юлія', 'Иванов Смирнова Кузнецов Шевченко Бондаренко Ковальчук'],
  ['Zdeněk Božena Šárka Jiří Ľudmila Matúš', 'Dvořák Svobodová Řehoř Procházka Čapek Novotná'],
  [
    'Þórdís Åsa Øystein Søren Ingibjörg Mikkel Väinö Aino',
    'Kjærgaard Åkesson Ødegård Sigurðardóttir Nygård Hämäläinen Jónsson Bjørnstad',
  ],
  ['Şükrü Çağla İbrahim Gülşen Oğuzhan Zeynep', 'Öztürk Yılmaz Çelik Şahin Kılıçdaroğlu Güneş'],
  ['Γιώργος Ελένη Κωνσταντίνος Αικατερίνη', 'Παπαδόπουλος Οικονόμου Αντωνίου Καραγιάννη'],
  ['محمد فاطمة أحمد ليلى يوسف نور عبد~الرحمن مريم', 'الخوري بن~علي الحداد المصري الفاسي عبد~الله القحطاني منصور'],
  ['דוד נועה יעל אורי שירה משה', 'מזרחי כהן לוי בן-דוד אברהמי פרידמן'],
  ['آرش شیرین نیما پریسا', 'حسینی رضایی تهرانی کاظمی'],
  ['आरव विवेक प्रिया अनन्या रोहन दीपिका', 'शर्मा पटेल अय्यर सिंह चट्टोपाध्याय गुप्ता'],
  [
    'Lakshmi Venkatanarasimharajuvaripeta Aarav Priya Karthik Meenakshi',
    'Subramaniam Iyer Krishnamurthy Chattopadhyay Raghunathan Nair',
  ],
  ['Nguyễn Đức Thị~Hương Minh~Châu Quỳnh Bảo', 'Phạm Trần Lê~Hoàng Đặng Vũ Huỳnh'],
  ['太郎 花子 健一 美咲 蓮 陽菜', '佐藤 齋藤 高橋 渡邊 小鳥遊 伊藤'],
  ['建国 小龙 雅婷 思远 秀英 志明', '欧阳 王 陳 诸葛 李 张'],
  ['민준 서연 도윤 하은 지호 수아', '김 이 박 최 남궁 황보'],
  ['สมชาย กนกวรรณ ณัฐพล', 'ศรีสุวรรณ จันทร์โอชา วงศ์สวัสดิ์'],
  [
    'Oluwaseun Chimamanda Ngozi Kwame Adébáyọ̀ Fatoumata Amadou Efua',
    'Adéyẹmí Okonkwo Nkosi Mensah Diallo N’Diaye Owusu-Ansah Ọlátúnjí',
  ],
  ['Thandiwe Sipho Wanjikũ Tendai Makeda Abebe', 'Dlamini Mthembu Kamau Chikwanha Tesfaye Haile'],
  ['Kalani Moana Leilani Tāne', 'Kahanamoku Tūhoe Parata Kealoha'],
];

/** People who break layouts: one name only, a very long one, other directions, signs a spreadsheet would take for a formula. */
const UNUSUAL: readonly Name[] = [
  { firstName: 'Suharto', lastName: '' },
  { firstName: 'Björk', lastName: '' },
  { firstName: 'U', lastName: 'E' },
  {
    firstName: 'María de los Ángeles Guadalupe del Carmen',
    lastName: 'Fernández-Villaverde y Martínez de Irujo Álvarez de Toledo',
  },
  {
    firstName: 'Pablo Diego José Francisco de Paula Juan Nepomuceno',
    lastName: 'Crispiniano de la Santísima Trinidad',
  },
  { firstName: 'عبد الرحمن بن محمد بن خالد بن عبد العزيز', lastName: 'آل سعود الكبير' },
  { firstName: 'Keihanaikukauakahihuliheekahaunaele', lastName: 'Keihanaikukauakahihulihe' },
  { firstName: '@dele', lastName: '' },
  { firstName: '-Maeve', lastName: '=Quinn' },
  { firstName: 'Zoë 🦊', lastName: 'van ’t Hoff' },
  { firstName: 'null', lastName: 'Null' },
];

const PARSED = CULTURES.map(([given, family]) => ({ given: words(given), family: words(family) }));

/** The name of an invented person: each culture equally likely, about one in a hundred unusual. */
export function inventName(random: Random): Name {
  if (random.chance(0.012)) return random.pick(UNUSUAL);
  const culture = random.pick(PARSED);
  return { firstName: random.pick(culture.given), lastName: random.pick(culture.family) };
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
