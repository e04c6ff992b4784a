-- SPDX-License-Identifier: Apache-2.0
-- Sample data 4: 196 more accounts with users, memberships and contacts, from lists of names and arithmetic.
-- CRC32 of a row's numbers is its dice: every load gives the same data.

INSERT INTO sample_number (n)
SELECT 1 + a.d + 10 * b.d + 100 * c.d
  FROM (SELECT 0 AS d UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4
        UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9) a
 CROSS JOIN (SELECT 0 AS d UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4
        UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9) b
 CROSS JOIN (SELECT 0 AS d UNION ALL SELECT 1 UNION ALL SELECT 2) c;

INSERT INTO sample_region VALUES
    (1, 'PL', 'PLN', 'pl', '+4822', 23.00, 'Łukasz|Małgorzata|Paweł|Agnieszka|Stanisław|Żaneta|Michał|Jadwiga', 'Nowak|Wójcik|Kaczmarek|Mazur|Dudek|Żak|Pająk|Kołodziej', 'Łódź|Kraków|Gdańsk|Świnoujście', '90-001|30-002|80-009|72-600', 'ul. Długa|ul. Źródlana|al. Niepodległości', 'Pracownia |Zakład Usługowy '),
    (2, 'DE', 'EUR', 'en', '+4930', 19.00, 'Jürgen|Käthe|Sören|Annegret|Björn|Ulrike|Götz|Anneliese', 'Müller|Schäfer|Größmann|Weiß|Krüger|Böhm|Strauß|Jäger', 'München|Köln|Düsseldorf|Lübeck', '80331|50667|40213|23552', 'Gänsemarkt|Königstraße|Am Mühlbach', 'Werkstatt |Praxis '),
    (3, 'FR', 'EUR', 'en', '+331', 20.00, 'François|Chloé|Zoë|Éloïse|René|Maëlle|Cédric|Noémie', 'Lefèvre|Dubois|Garçon|Lemaître|Béranger|Hélias|Mérieux|Côté', 'Besançon|Orléans|Nîmes|Saint-Étienne', '25000|45000|30000|42000', 'rue de l’Église|quai des Célestins|allée des Chênes', 'Atelier |Maison '),
    (4, 'ES', 'EUR', 'en', '+3491', 21.00, 'José|Begoña|Íñigo|Concepción|Jesús|Inés|Óscar|Lucía', 'Muñoz|Ibáñez|Peña|Núñez|Cañas|Fernández|Ordóñez|Güell', 'A Coruña|Cádiz|Logroño|Málaga', '15001|11001|26001|29001', 'calle de la Peña|avenida de América|plaza de España', 'Estudio |Talleres '),
    (5, 'CZ', 'EUR', 'en', '+4202', 21.00, 'Jiří|Lukáš|Zdeněk|Kateřina|Václav|Růžena|Ondřej|Libuše', 'Dvořák|Novotný|Kučera|Říha|Šťastný|Havlíček|Beneš|Žižka', 'Plzeň|Děčín|Český Krumlov|Uherské Hradiště', '301 00|405 02|381 01|686 01', 'Příčná|Na Poříčí|Žižkova', 'Dílna |Ateliér '),
    (6, 'IE', 'EUR', 'en', '+3531', 23.00, 'Aoife|Seán|Niamh|Tadhg|Caoimhe|Pádraig|Róisín|Fionn', 'O’Brien|Ní Dhomhnaill|Mac Gabhann|Kelly|O’Sullivan|Byrne|Ó Sé|Walsh', 'Cork|Dún Laoghaire|Limerick|Sligo', 'T12 X0Y1|A96 P3K2|V94 T9H3|F91 E8N4', 'Main Street|Bridge Street|Harbour Row', 'Workshop |House of '),
    (7, 'US', 'USD', 'en', '+1202', NULL, 'Grace|Marcus|Olivia|DeShawn|Harper|Wyatt|Imani|Ethan', 'Johnson|Garcia|Nguyen|Washington|Kowalski|Begay|Lee|Fitzgerald-Montgomery', 'Portland|Santa Fe|Duluth|Savannah', '97205|87501|55802|31401', 'Elm Street|Harbor Drive|County Road', 'Studio |Offices of '),
    (8, 'CN', 'USD', 'en', '+8610', NULL, '伟|芳|秀英|敏|静|丽|强|磊', '王|李|张|刘|陈|杨|黄|欧阳', '北京|上海|成都|杭州', '100000|200000|610000|310000', '人民路|中山路|解放路', '工作室 |公司 '),
    (9, 'JP', 'USD', 'en', '+813', NULL, '翔太|陽子|健一|美咲|大輔|さくら|拓也|千尋', '佐藤|鈴木|高橋|田中|渡辺|伊藤|山本|五十嵐', '東京|京都|札幌|那覇', '100-0001|600-8001|060-0001|900-0001', '中央通り|桜通り|本町', '工房 |商店 '),
    (10, 'IL', 'USD', 'en', '+9723', NULL, 'נועה|יוסי|תמר|דוד|שירה|איתי|רות|אבנר', 'כהן|לוי|מזרחי|פרץ|ביטון|דהן|אברהם|פרידמן', 'תל אביב|חיפה|ירושלים|באר שבע', '6100000|3100000|9100000|8400000', 'רחוב הרצל|שדרות רוטשילד|רחוב הנביאים', 'סטודיו |בית '),
    (11, 'AE', 'USD', 'en', '+9714', NULL, 'محمد|فاطمة|يوسف|مريم|خالد|نورة|عمر|ليلى', 'العلي|حسن|المنصوري|الخطيب|إبراهيم|النجار|الشريف|عبد الرحمن', 'دبي|أبوظبي|الشارقة|العين', '00000|00001|00002|00003', 'شارع الشيخ زايد|شارع الكورنيش|شارع السوق', 'مؤسسة |استوديو '),
    (12, 'GR', 'EUR', 'en', '+3021', 24.00, 'Γιώργος|Ελένη|Δημήτρης|Σοφία|Νίκος|Αθηνά|Θάνος|Ιωάννα', 'Παπαδόπουλος|Οικονόμου|Αγγελή|Δήμου|Ζαχαρίου|Λάμπρου|Μακρή|Ράλλη', 'Αθήνα|Πάτρα|Ηράκλειο|Βόλος', '105 57|262 21|712 02|383 33', 'Οδός Ερμού|Λεωφόρος Συγγρού|Πλατεία Αγοράς', 'Εργαστήριο |Οίκος '),
    (13, 'SE', 'EUR', 'en', '+468', 25.00, 'Åsa|Björn|Märta|Örjan|Linnéa|Göran|Elsa|Håkan', 'Åkesson|Sjögren|Öberg|Lindström|Hägg|Dahl|Bergström|Ek', 'Malmö|Göteborg|Umeå|Örebro', '211 20|411 03|903 26|702 10', 'Storgatan|Ågatan|Västra Hamngatan', 'Ateljé |Verkstad '),
    (14, 'GB', 'EUR', 'en', '+4420', NULL, 'Oliver|Amelia|Rhys|Isla|Callum|Siân|Priya|Jo', 'Smith|Llewellyn|MacLeod|Patel|Featherstonehaugh|Ng|Evans|Li', 'Bath|Aberystwyth|Inverness|Norwich', 'BA1 1AA|SY23 1AA|IV1 1AA|NR1 1AA', 'High Street|Church Lane|Mill Road', 'Studio |Company of ');

INSERT INTO sample_customer (n, region_id, first_name, last_name, company, tax_rate, age)
SELECT x.n, x.region_id, x.first_name, x.last_name,
       CASE WHEN x.n = 20 THEN 'The Featherstonehaugh and Cholmondeley Society for the Careful Restoration of Longcase Clocks, Barometers, Orreries and Other Instruments of Navigation and Timekeeping (Founded 1871)'
            WHEN x.n = 21 THEN 'Q'
            WHEN CRC32(CONCAT('firm', x.n)) % 5 < 2
            THEN CONCAT(SUBSTRING_INDEX(SUBSTRING_INDEX(x.firms, '|', 1 + x.n % 2), '|', -1), x.last_name)
       END,
       x.tax_rate, 30 + CRC32(CONCAT('age', x.n)) % 2600
  FROM (SELECT s.n, r.id AS region_id, r.firms, r.tax_rate,
               CASE s.n WHEN 20 THEN 'Bartholomew Maximilian'
                        WHEN 21 THEN 'Ö'
                        ELSE SUBSTRING_INDEX(SUBSTRING_INDEX(r.firsts, '|', 1 + CRC32(CONCAT('first', s.n)) % 8), '|', -1) END AS first_name,
               CASE s.n WHEN 20 THEN 'Featherstonehaugh-Cholmondeley'
                        WHEN 21 THEN 'X'
                        ELSE SUBSTRING_INDEX(SUBSTRING_INDEX(r.lasts, '|', 1 + CRC32(CONCAT('last', s.n)) % 8), '|', -1) END AS last_name
          FROM sample_number s
          JOIN sample_region r
            ON r.id = CASE WHEN s.n IN (20, 21) THEN 14
                           ELSE 1 + CRC32(CONCAT('region', s.n)) % 14 END
         WHERE s.n BETWEEN 5 AND 200) x;

INSERT INTO account (id, status, first_name, last_name, company, email, phone, language, currency,
                     street1, street2, city, state, postcode, country, tax_id, created_at)
SELECT 1000 + c.n,
       CASE WHEN c.n % 61 = 0 THEN 'suspended' WHEN c.n % 67 = 0 THEN 'closed' ELSE 'active' END,
       c.first_name, c.last_name, c.company,
       CASE c.n WHEN 20 THEN 'the.honorary.secretary.of.the.society.for.the.restoration.of.clocks@example.org'
                WHEN 21 THEN 'q@example.org'
                ELSE CONCAT('customer', c.n, '@example.', ELT(1 + c.n % 3, 'com', 'net', 'org')) END,
       CASE WHEN c.n % 7 <> 3 THEN CONCAT(r.phone, '555', LPAD(CRC32(CONCAT('phone', c.n)) % 10000, 4, '0')) END,
       r.language, r.currency,
       CONCAT(SUBSTRING_INDEX(SUBSTRING_INDEX(r.streets, '|', 1 + c.n % 3), '|', -1), ' ', 1 + CRC32(CONCAT('house', c.n)) % 140),
       CASE WHEN c.n % 6 = 0 THEN CONCAT(1 + c.n % 9, '/', 1 + c.n % 14) END,
       SUBSTRING_INDEX(SUBSTRING_INDEX(r.towns, '|', 1 + c.n % 4), '|', -1),
       CASE WHEN r.country = 'US' THEN ELT(1 + c.n % 4, 'Oregon', 'New Mexico', 'Minnesota', 'Georgia') END,
       SUBSTRING_INDEX(SUBSTRING_INDEX(r.codes, '|', 1 + c.n % 4), '|', -1),
       r.country,
       CASE WHEN c.company IS NOT NULL AND r.tax_rate IS NOT NULL
            THEN CONCAT(CASE r.country WHEN 'GR' THEN 'EL' ELSE r.country END, LPAD(CRC32(CONCAT('vat', c.n)) % 1000000000, 9, '0')) END,
       UTC_TIMESTAMP() - INTERVAL c.age DAY
  FROM sample_customer c
  JOIN sample_region r ON r.id = c.region_id
 ORDER BY c.n;

-- A business of another EU country is reverse-charged.
UPDATE sample_customer c
  JOIN account a ON a.id = 1000 + c.n
   SET c.tax_rate = 0.00
 WHERE a.tax_id IS NOT NULL AND a.country <> 'IE';

INSERT INTO user (id, email, email_verified_at, password_hash, first_name, last_name, language, status, created_at)
SELECT 1000 + c.n, a.email,
       CASE WHEN c.n % 11 <> 0 THEN a.created_at + INTERVAL 20 MINUTE END,
       '!', c.first_name, c.last_name, a.language,
       CASE WHEN c.n % 47 = 0 THEN 'suspended' ELSE 'active' END, a.created_at
  FROM sample_customer c
  JOIN account a ON a.id = 1000 + c.n
 ORDER BY c.n;

INSERT INTO membership (user_id, account_id, role, created_at)
SELECT 1000 + c.n, 1000 + c.n, 'owner', UTC_TIMESTAMP() - INTERVAL c.age DAY
  FROM sample_customer c
 ORDER BY c.n;

-- Some owners also help on their neighbour's account.
INSERT INTO membership (user_id, account_id, role, permissions, status, expires_at, created_at)
SELECT 1000 + c.n, 1001 + c.n, 'member',
       ELT(1 + c.n % 4, 'invoices,invoices.pay', 'services,domains,tickets,tickets.write', 'profile,contacts,emails', 'services,services.manage,orders'),
       CASE c.n % 54 WHEN 9 THEN 'invited' WHEN 27 THEN 'suspended' ELSE 'active' END,
       CASE c.n % 36 WHEN 18 THEN UTC_TIMESTAMP() + INTERVAL 20 DAY
                     WHEN 0 THEN UTC_TIMESTAMP() - INTERVAL 20 DAY END,
       UTC_TIMESTAMP() - INTERVAL c.age % 300 DAY
  FROM sample_customer c
 WHERE c.n % 9 = 0 AND c.n < 200
 ORDER BY c.n;

INSERT INTO mail_preference (account_id, category, enabled)
SELECT 1000 + c.n, m.category, CRC32(CONCAT(m.category, c.n)) % 6 <> 0
  FROM sample_customer c
 CROSS JOIN (SELECT 'general' AS category UNION ALL SELECT 'product' UNION ALL SELECT 'domain'
             UNION ALL SELECT 'invoice' UNION ALL SELECT 'support') m;

INSERT INTO consent (account_id, given, wording, address, recorded_at)
SELECT 1000 + c.n, c.n % 3 > 0, 'Yes, send me occasional news, information and special offers by e-mail.',
       CONCAT('203.0.113.', c.n), UTC_TIMESTAMP() - INTERVAL c.age DAY
  FROM sample_customer c
 WHERE c.n % 2 = 0;

INSERT INTO contact (account_id, first_name, last_name, company, email, phone, created_at)
SELECT 1000 + c.n,
       SUBSTRING_INDEX(SUBSTRING_INDEX(r.firsts, '|', 1 + CRC32(CONCAT('cf', c.n, '-', k.n)) % 8), '|', -1),
       SUBSTRING_INDEX(SUBSTRING_INDEX(r.lasts, '|', 1 + CRC32(CONCAT('cl', c.n, '-', k.n)) % 8), '|', -1),
       CASE WHEN k.n % 3 = 0 THEN c.company END,
       CONCAT('contact', c.n, '-', k.n, '@example.com'),
       CASE WHEN k.n % 2 = 1 THEN CONCAT(r.phone, '555', LPAD(CRC32(CONCAT('cp', c.n, k.n)) % 10000, 4, '0')) END,
       UTC_TIMESTAMP() - INTERVAL c.age % 200 DAY
  FROM sample_customer c
  JOIN sample_region r ON r.id = c.region_id
  JOIN sample_number k ON k.n <= CASE c.n WHEN 150 THEN 60 ELSE CRC32(CONCAT('contacts', c.n)) % 4 END
 ORDER BY c.n, k.n;

INSERT INTO contact_mail_preference (contact_id, category)
SELECT c.id, m.category
  FROM contact c
 CROSS JOIN (SELECT 'general' AS category UNION ALL SELECT 'invoice' UNION ALL SELECT 'support') m
 WHERE c.account_id > 1004
   AND CRC32(CONCAT('pref', c.id, m.category)) % 3 = 0;
