-- SPDX-License-Identifier: Apache-2.0
-- Migration 14: what the provider publishes, grown up: drafts, searchable and rated guides, news that were read, banners for some, shortcuts in one's own order, the state of the network.

-- Everything that staff publishes is a draft, then published, then retired.
ALTER TABLE news
    ADD COLUMN state ENUM('draft', 'published', 'retired') NOT NULL DEFAULT 'published',
    ADD COLUMN changed_at DATETIME NULL;

ALTER TABLE shortcut
    ADD COLUMN state ENUM('draft', 'published', 'retired') NOT NULL DEFAULT 'published';

-- related: slugs of other guides, separated by commas, that stand below it.
ALTER TABLE guide
    ADD COLUMN state ENUM('draft', 'published', 'retired') NOT NULL DEFAULT 'published',
    ADD COLUMN related VARCHAR(500) NULL;

-- Two, since a word in the title counts more; one at a time, since InnoDB
-- takes them so.
ALTER TABLE guide ADD FULLTEXT KEY guide_title (title);
ALTER TABLE guide ADD FULLTEXT KEY guide_words (title, summary, body);

-- One vote of each person on each guide, whatever its language: a user's, or
-- that of who was signed out and keeps a signed cookie, of which `visitor`
-- is a digest. Of the two columns one is zero.
CREATE TABLE guide_vote (
    slug     VARCHAR(100)    NOT NULL,
    user_id  BIGINT UNSIGNED NOT NULL DEFAULT 0,
    visitor  BINARY(16)      NOT NULL DEFAULT 0x00000000000000000000000000000000,
    helpful  TINYINT(1)      NOT NULL,
    voted_at DATETIME        NOT NULL DEFAULT (UTC_TIMESTAMP()),
    PRIMARY KEY (slug, user_id, visitor),
    KEY guide_vote_user (user_id),
    CONSTRAINT guide_vote_helpful CHECK (helpful IN (0, 1))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- The votes of a guide counted, in the transaction of each: triggers see to
-- it, whoever writes. No page with them is kept, so they raise no revision.
CREATE TABLE guide_score (
    slug    VARCHAR(100) NOT NULL,
    votes   INT UNSIGNED NOT NULL,
    helpful INT UNSIGNED NOT NULL,
    PRIMARY KEY (slug)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TRIGGER guide_vote_after_insert AFTER INSERT ON guide_vote FOR EACH ROW
    INSERT INTO guide_score (slug, votes, helpful)
    VALUES (NEW.slug, 1, NEW.helpful)
    ON DUPLICATE KEY UPDATE votes = votes + 1, helpful = helpful + NEW.helpful;

CREATE TRIGGER guide_vote_after_update AFTER UPDATE ON guide_vote FOR EACH ROW
    UPDATE guide_score SET helpful = helpful + NEW.helpful - OLD.helpful
     WHERE slug = NEW.slug AND NEW.helpful <> OLD.helpful;

CREATE TRIGGER guide_vote_after_delete AFTER DELETE ON guide_vote FOR EACH ROW
    UPDATE guide_score SET votes = votes - 1, helpful = helpful - OLD.helpful
     WHERE slug = OLD.slug;

-- Which news a user has opened. News count as unread for sixty days, so no
-- rows are needed of older ones.
CREATE TABLE news_read (
    user_id BIGINT UNSIGNED NOT NULL,
    news_id BIGINT UNSIGNED NOT NULL,
    PRIMARY KEY (user_id, news_id),
    KEY news_read_news (news_id),
    CONSTRAINT news_read_user FOREIGN KEY (user_id) REFERENCES user (id) ON DELETE CASCADE,
    CONSTRAINT news_read_of_news FOREIGN KEY (news_id) REFERENCES news (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TRIGGER news_read_after_insert AFTER INSERT ON news_read FOR EACH ROW
    UPDATE (SELECT m.account_id FROM membership m WHERE m.user_id = NEW.user_id) x
      STRAIGHT_JOIN account_revision r ON r.account_id = x.account_id
       SET r.revision = r.revision + 1;

CREATE TRIGGER news_read_after_delete AFTER DELETE ON news_read FOR EACH ROW
    UPDATE (SELECT m.account_id FROM membership m WHERE m.user_id = OLD.user_id) x
      STRAIGHT_JOIN account_revision r ON r.account_id = x.account_id
       SET r.revision = r.revision + 1;

-- A banner's picture, checked when it came in. hash: 32 digits of
-- a digest (BLAKE2b) of its bytes; its address has it, so browsers keep it for good.
CREATE TABLE banner_picture (
    hash     CHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    type     ENUM('image/png', 'image/jpeg', 'image/gif') NOT NULL,
    width    SMALLINT UNSIGNED NOT NULL,
    height   SMALLINT UNSIGNED NOT NULL,
    content  MEDIUMBLOB        NOT NULL,
    added_at DATETIME          NOT NULL DEFAULT (UTC_TIMESTAMP()),
    PRIMARY KEY (hash)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- placement: in the main page's banner section, or across its top. Of those
-- that are for a viewer one is shown, by weight; which one follows from
-- account and day. has_products, lacks_products: ids with commas between,
-- the viewer has one of them, has none of them. countries: ISO 3166-1 codes.
-- new_days: only accounts opened at most so many days ago.
ALTER TABLE banner
    ADD COLUMN state ENUM('draft', 'published', 'retired') NOT NULL DEFAULT 'published',
    ADD COLUMN placement ENUM('main', 'top') NOT NULL DEFAULT 'main',
    ADD COLUMN weight SMALLINT UNSIGNED NOT NULL DEFAULT 1,
    ADD COLUMN has_products VARCHAR(200) NULL,
    ADD COLUMN lacks_products VARCHAR(200) NULL,
    ADD COLUMN countries VARCHAR(200) NULL,
    ADD COLUMN new_days SMALLINT UNSIGNED NULL,
    ADD COLUMN picture CHAR(32) CHARACTER SET ascii COLLATE ascii_bin NULL,
    ADD COLUMN picture_text VARCHAR(200) NULL,
    ADD CONSTRAINT banner_weight CHECK (weight BETWEEN 1 AND 1000),
    ADD CONSTRAINT banner_of_picture FOREIGN KEY (picture) REFERENCES banner_picture (hash);

ALTER TABLE banner DROP CONSTRAINT banner_shows;
ALTER TABLE banner ADD CONSTRAINT banner_shows
    CHECK (title IS NOT NULL OR text IS NOT NULL OR image IS NOT NULL OR picture IS NOT NULL);

-- How often a banner was shown and followed, by day: of nobody in particular.
CREATE TABLE banner_count (
    banner_id BIGINT UNSIGNED NOT NULL,
    day       DATE            NOT NULL,
    views     BIGINT UNSIGNED NOT NULL DEFAULT 0,
    clicks    BIGINT UNSIGNED NOT NULL DEFAULT 0,
    PRIMARY KEY (banner_id, day),
    CONSTRAINT banner_count_banner FOREIGN KEY (banner_id) REFERENCES banner (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- What a user has chosen for her main page: banners that she doesn't want to
-- see again, and shortcuts in her order, those with a - before them hidden;
-- ids with commas between. They stand here since the session's statement
-- reads this row in any case.
ALTER TABLE user
    ADD COLUMN banners_dismissed VARCHAR(400) CHARACTER SET ascii COLLATE ascii_bin NULL,
    ADD COLUMN shortcuts_chosen VARCHAR(400) CHARACTER SET ascii COLLATE ascii_bin NULL;

-- Planned work on the network, and what fails. language NULL: shown in every
-- language. ends_at: when it is expected to be over, or was. progress: of
-- planned work planned, in-progress, resolved or cancelled; of incidents
-- investigating, identified, monitoring, resolved.
CREATE TABLE incident (
    id         BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    language   VARCHAR(10)  NULL,
    kind       ENUM('incident', 'maintenance') NOT NULL,
    progress   ENUM('planned', 'investigating', 'identified', 'in-progress',
                    'monitoring', 'resolved', 'cancelled') NOT NULL,
    state      ENUM('draft', 'published', 'retired') NOT NULL DEFAULT 'draft',
    title      VARCHAR(200) NOT NULL,
    body       TEXT         NOT NULL,
    starts_at  DATETIME     NOT NULL,
    ends_at    DATETIME     NULL,
    PRIMARY KEY (id),
    KEY incident_starts (starts_at),
    CONSTRAINT incident_times CHECK (ends_at >= starts_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- Products that it is about: their owners see it on the main page. None:
-- everybody does.
CREATE TABLE incident_product (
    incident_id BIGINT UNSIGNED NOT NULL,
    product_id  BIGINT UNSIGNED NOT NULL,
    PRIMARY KEY (incident_id, product_id),
    KEY incident_product_product (product_id),
    CONSTRAINT incident_product_incident FOREIGN KEY (incident_id) REFERENCES incident (id) ON DELETE CASCADE,
    CONSTRAINT incident_product_of_product FOREIGN KEY (product_id) REFERENCES product (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- What was said of it, over time.
CREATE TABLE incident_update (
    id          BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    incident_id BIGINT UNSIGNED NOT NULL,
    progress    ENUM('planned', 'investigating', 'identified', 'in-progress',
                     'monitoring', 'resolved', 'cancelled') NOT NULL,
    body        TEXT     NOT NULL,
    created_at  DATETIME NOT NULL DEFAULT (UTC_TIMESTAMP()),
    PRIMARY KEY (id),
    KEY incident_update_incident (incident_id),
    CONSTRAINT incident_update_of_incident FOREIGN KEY (incident_id) REFERENCES incident (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

CREATE TRIGGER incident_after_insert AFTER INSERT ON incident FOR EACH ROW
    UPDATE site SET revision = revision + 1;

CREATE TRIGGER incident_after_update AFTER UPDATE ON incident FOR EACH ROW
    UPDATE site SET revision = revision + 1;

CREATE TRIGGER incident_after_delete AFTER DELETE ON incident FOR EACH ROW
    UPDATE site SET revision = revision + 1;

CREATE TRIGGER incident_product_after_insert AFTER INSERT ON incident_product FOR EACH ROW
    UPDATE site SET revision = revision + 1;

CREATE TRIGGER incident_product_after_update AFTER UPDATE ON incident_product FOR EACH ROW
    UPDATE site SET revision = revision + 1;

CREATE TRIGGER incident_product_after_delete AFTER DELETE ON incident_product FOR EACH ROW
    UPDATE site SET revision = revision + 1;

CREATE TRIGGER incident_update_after_insert AFTER INSERT ON incident_update FOR EACH ROW
    UPDATE site SET revision = revision + 1;

CREATE TRIGGER incident_update_after_update AFTER UPDATE ON incident_update FOR EACH ROW
    UPDATE site SET revision = revision + 1;

CREATE TRIGGER incident_update_after_delete AFTER DELETE ON incident_update FOR EACH ROW
    UPDATE site SET revision = revision + 1;

-- The guides that the dashboard itself needs: the domain search leads to two
-- of them. What a provider has written under these names stays.
INSERT IGNORE INTO guide (slug, language, category, title, summary, position, related, body) VALUES
    ('your-dashboard', 'en', 'First steps', 'Your dashboard',
     'What the main page shows, section by section.', 1,
     'register-a-domain,transfer-a-domain',
     'The dashboard is the place where you manage all your services and invoices. After signing in you see its main page. It has ten sections; on a narrow screen they stand below each other, on a wide one side by side. A section that you have no permission for is not there.

# 1. Personal data

Your name and address, as account owner and as they stand on invoices. **Update** opens four groups of settings:

* **Personal information**: first and last name, e-mail address, phone number, language
* **Billing address**: all that an invoice needs, a tax number too
* **E-mail preferences**: which notifications you would like to get
* **Mailing list**: occasional news and offers. You can leave it at any time

Press **Save changes** at the bottom of the page when you are happy with them.

# 2. Contacts

People with whom you share the account. A contact gets the e-mails that you tick for it. If it is to sign in, too, invite it to a login of its own and choose what it may do: see invoices, manage services, write tickets. **New contact** adds one.

# 3. Shortcuts

Links to what is needed often: a new service, a new domain, these guides. **Arrange** puts them into your own order or hides those that you don''t need.

# 4. Banner

An offer that may interest you. **Don''t show again** puts it away for good.

# 5. Info tiles

Four numbers, each of which leads to its list:

* **Services**: how many services are active
* **Domains**: how many domains are registered with us or were transferred to us. Domains that another registrar maintains are not counted
* **Unpaid invoices**: how many are still to be paid
* **Tickets**: how many conversations with support you have had

# 6. Active services

The name of each service, the domain that it belongs to, and its status. **Manage** opens its details.

# 7. Renewal information

Whatever is due to renewal stands here, with the days that are left. **Renew now** leads to the [renewal page](page:renewals): there you add what you want to the cart and check out as usual. What stands on an unpaid invoice already can''t be added a second time.

# 8. Quick domain adding

Type a name and choose whether to register it or to move it here. More is told in the guides to registering and to transferring a domain.

# 9. Recent support tickets

The conversations that changed last: number, subject, status, and when that was.

# 10. News

What is new about the services that you have, and what is for everybody.'),
    ('your-dashboard', 'pl', 'Pierwsze kroki', 'Twój panel klienta',
     'Co pokazuje strona główna, sekcja po sekcji.', 1,
     'register-a-domain,transfer-a-domain',
     'Panel klienta to miejsce, w którym zarządzasz wszystkimi usługami i fakturami. Po zalogowaniu widzisz jego stronę główną. Ma ona dziesięć sekcji: na wąskim ekranie stoją jedna pod drugą, na szerokim obok siebie. Sekcji, do której nie masz uprawnień, po prostu nie ma.

# 1. Dane osobowe

Twoje imię, nazwisko i adres: jako właściciela konta i na fakturach. Przycisk **Zmień** otwiera cztery grupy ustawień:

* **Dane osobowe**: imię i nazwisko, adres e-mail, telefon, język
* **Adres rozliczeniowy**: wszystko, czego wymaga faktura, także numer NIP
* **Ustawienia poczty**: które powiadomienia chcesz otrzymywać
* **Lista mailingowa**: od czasu do czasu nowości i oferty. Możesz się z niej wypisać w każdej chwili

Gdy wszystko się zgadza, naciśnij **Zapisz zmiany** na dole strony.

# 2. Kontakty

Osoby, z którymi dzielisz konto. Kontakt otrzymuje te wiadomości, które mu zaznaczysz. Jeśli ma się też logować, zaproś go do własnego loginu i wybierz, co mu wolno: oglądać faktury, zarządzać usługami, pisać zgłoszenia. Nową osobę dodasz przyciskiem **Nowy kontakt**.

# 3. Skróty

Odnośniki do tego, co potrzebne najczęściej: nowa usługa, nowa domena, te poradniki. **Ułóż** pozwala ustawić je we własnej kolejności albo ukryć zbędne.

# 4. Baner

Oferta, która może Cię zainteresować. **Nie pokazuj więcej** usuwa ją na dobre.

# 5. Kafelki

Cztery liczby; każda prowadzi do swojej listy:

* **Usługi**: ile usług jest aktywnych
* **Domeny**: ile domen jest zarejestrowanych u nas lub do nas przeniesionych. Domeny utrzymywane przez innego rejestratora nie są liczone
* **Nieopłacone faktury**: ile faktur czeka na zapłatę
* **Zgłoszenia**: ile masz rozmów z pomocą techniczną

# 6. Aktywne usługi

Nazwa usługi, powiązana domena i status. **Zarządzaj** otwiera szczegóły.

# 7. Odnowienia

Tu stoi wszystko, co trzeba wkrótce odnowić, z liczbą pozostałych dni. **Odnów teraz** prowadzi do [strony odnowień](page:renewals): dodajesz tam do koszyka to, co chcesz, i składasz zamówienie jak zwykle. Tego, co jest już na nieopłaconej fakturze, nie da się dodać po raz drugi.

# 8. Szybkie dodawanie domen

Wpisz nazwę i wybierz, czy chcesz ją zarejestrować, czy przenieść do nas. Więcej mówią poradniki o rejestracji i o transferze domeny.

# 9. Ostatnie zgłoszenia

Rozmowy, w których ostatnio coś się zmieniło: numer, temat, status i czas ostatniej zmiany.

# 10. Aktualności

Co nowego w usługach, które masz, i co dotyczy wszystkich.'),
    ('register-a-domain', 'en', 'Domains', 'Registering a domain',
     'From a name that is still free to a website and mail of your own.', 1,
     'transfer-a-domain,your-dashboard',
     'A domain is registered for a year or more at a time and can be renewed as often as you like. Most names are yours within minutes of the payment.

# Choose a name

* The letters a to z, digits and hyphens always work; a hyphen can''t stand at the beginning or at the end. Letters such as **ü** or **ł** are possible with many endings.
* A name has up to 63 characters. A short one that can be spelled over the phone serves best.
* Make sure that the name is nobody else''s trademark.

# Step by step

1. Type the name into the [domain search](page:domain-search) and choose **Register**.
2. Choose an ending. The price of the first year and the price of each renewal stand beside it: they may differ.
3. Check whose domain it will be. It is registered for the owner of your account; if it is to belong to a company, its name should stand in your [personal data](page:personal).
4. Place the order and pay the invoice. The registration begins as soon as it is paid: until then the name is not reserved, and somebody else may be faster.

# Confirm your address

For many endings the registry asks the owner by e-mail to confirm the address. Follow the link in it **within 15 days**; otherwise the domain is switched off until you do.

# Use it

With a hosting plan of ours the domain works by itself. To use it elsewhere, change its name servers on the page of the [domain](page:domains). It takes up to a day until everybody sees the change.

# Don''t lose it

A domain can be renewed well before it expires: it then appears under [renewals](page:renewals), and we remind you by e-mail. After that day it stops working. For some weeks most endings can still be brought back, at a much higher price; then the name is free for anybody.'),
    ('register-a-domain', 'pl', 'Domeny', 'Rejestracja domeny',
     'Od wolnej nazwy do własnej strony i poczty.', 1,
     'transfer-a-domain,your-dashboard',
     'Domenę rejestruje się na rok lub dłużej i można ją odnawiać dowolnie wiele razy. Większość nazw jest Twoja w ciągu kilku minut od zapłaty.

# Wybierz nazwę

* Litery od a do z, cyfry i łączniki działają zawsze; łącznik nie może stać na początku ani na końcu. Litery takie jak **ł** czy **ü** są możliwe w wielu rozszerzeniach.
* Nazwa ma do 63 znaków. Najlepiej sprawdza się krótka, którą łatwo podyktować przez telefon.
* Upewnij się, że nazwa nie jest cudzym znakiem towarowym.

# Krok po kroku

1. Wpisz nazwę w [wyszukiwarce domen](page:domain-search) i wybierz **Zarejestruj**.
2. Wybierz rozszerzenie. Obok stoi cena pierwszego roku i cena każdego odnowienia: mogą być różne.
3. Sprawdź, czyja będzie domena. Abonentem zostaje właściciel Twojego konta; jeśli ma nim być firma, jej nazwa powinna stać w [danych osobowych](page:personal).
4. Złóż zamówienie i opłać fakturę. Rejestracja rusza, gdy tylko wpłynie zapłata: do tego czasu nazwa nie jest zarezerwowana i ktoś inny może być szybszy.

# Potwierdź adres

Przy wielu rozszerzeniach rejestr prosi abonenta e-mailem o potwierdzenie adresu. Otwórz odnośnik z tej wiadomości **w ciągu 15 dni**; w przeciwnym razie domena zostanie wyłączona do czasu potwierdzenia.

# Używaj jej

Z naszym planem hostingowym domena działa od razu. Aby używać jej gdzie indziej, zmień serwery nazw na stronie [domeny](page:domains). Zanim zmianę zobaczą wszyscy, może minąć doba.

# Nie strać jej

Domenę można odnowić na długo przed wygaśnięciem: pojawia się wtedy w [odnowieniach](page:renewals), a my przypominamy o niej e-mailem. Po tym dniu przestaje działać. Przez kilka tygodni większość rozszerzeń pozwala ją jeszcze odzyskać, ale znacznie drożej; potem nazwa jest wolna dla każdego.'),
    ('transfer-a-domain', 'en', 'Domains', 'Transferring a domain to us',
     'What you need, how long it takes, and what stays as it is.', 2,
     'register-a-domain',
     'You can move a domain here from any other registrar. Your website and your mail go on working meanwhile: a transfer changes who maintains the domain, not where it points.

# Before you start

* The domain is **older than 60 days**, and was not transferred within the last 60.
* Its **transfer lock** is off. The switch is at your present registrar.
* You have its **auth code**, also called EPP code or transfer code. Your present registrar shows it or sends it by e-mail.
* The e-mail address of the domain''s owner works: you may be asked to agree.
* It does not expire within the next few days. If it does, renew it first where it is; with most endings the year that you pay there is kept.

# Step by step

1. Type the whole name into the [domain search](page:domain-search) and choose **Transfer**.
2. Enter the auth code exactly as you got it. Capital and small letters make a difference.
3. Place the order and pay the invoice. The transfer begins as soon as it is paid.
4. If the registry asks the owner to agree, follow the link in its e-mail.

On the page of the [domain](page:domains) you see how far it has come.

# How long it takes

It depends on the ending. Some, such as .eu, .de or .pl, are here within minutes. With .com, .net and .org the present registrar has five days to object; if it lets the transfer pass at once, it is faster.

With most endings the transfer adds **one year** to the time that is paid for already.

# Name servers

They stay as they are. If your present registrar runs them, ask how long it will go on doing so, and set up the records here before you cancel anything there.

# When it is refused

The usual reasons are a lock that is still on, a wrong or outdated code, and an unpaid invoice at the present registrar. We write to you with the registry''s reason. Put it right there, then tell us by a [ticket](page:tickets): we begin again, and the second try costs nothing.'),
    ('transfer-a-domain', 'pl', 'Domeny', 'Transfer domeny do nas',
     'Czego potrzebujesz, ile to trwa i co pozostaje bez zmian.', 2,
     'register-a-domain',
     'Domenę możesz przenieść do nas od każdego innego rejestratora. Strona i poczta działają w tym czasie bez przerwy: transfer zmienia to, kto utrzymuje domenę, a nie to, dokąd ona prowadzi.

# Zanim zaczniesz

* Domena jest **starsza niż 60 dni** i w ciągu ostatnich 60 dni nie była przenoszona.
* **Blokada transferu** jest wyłączona. Przełącznik jest u obecnego rejestratora.
* Masz **kod autoryzacyjny**, nazywany też kodem EPP lub authinfo. Obecny rejestrator pokazuje go w panelu albo wysyła e-mailem.
* Adres e-mail abonenta domeny działa: rejestr może poprosić o zgodę.
* Domena nie wygasa w najbliższych dniach. Jeśli wygasa, odnów ją najpierw tam, gdzie jest; przy większości rozszerzeń opłacony tam rok nie przepada.

# Krok po kroku

1. Wpisz całą nazwę w [wyszukiwarce domen](page:domain-search) i wybierz **Przenieś**.
2. Podaj kod autoryzacyjny dokładnie tak, jak go otrzymano. Wielkie i małe litery mają znaczenie.
3. Złóż zamówienie i opłać fakturę. Transfer rusza, gdy tylko wpłynie zapłata.
4. Jeśli rejestr poprosi abonenta o zgodę, otwórz odnośnik z jego wiadomości.

Na stronie [domeny](page:domains) widać, na jakim jest etapie.

# Ile to trwa

To zależy od rozszerzenia. Niektóre, jak .eu, .de czy .pl, są u nas w kilka minut. Przy .com, .net i .org obecny rejestrator ma pięć dni na sprzeciw; jeśli od razu przepuści transfer, trwa to krócej.

Przy większości rozszerzeń transfer dodaje **rok** do czasu, który jest już opłacony.

# Serwery nazw

Pozostają bez zmian. Jeśli prowadzi je obecny rejestrator, zapytaj, jak długo będzie to jeszcze robił, i ustaw rekordy u nas, zanim cokolwiek tam zakończysz.

# Gdy transfer zostanie odrzucony

Najczęstsze przyczyny to włączona jeszcze blokada, błędny lub nieaktualny kod i nieopłacona faktura u obecnego rejestratora. Napiszemy, jaki powód podał rejestr. Usuń go u obecnego rejestratora, a potem daj nam znać w [zgłoszeniu](page:tickets): zaczniemy od nowa, a druga próba nic nie kosztuje.');
