-- SPDX-License-Identifier: Apache-2.0
-- Sample data 2: what Hazelport publishes: shortcuts, banners, news and guides, in English and Polish.

INSERT INTO shortcut (language, name, link, icon, permission, position) VALUES
    ('en', 'Order a new service', 'page:order', 'cart', 'orders', 1),
    ('en', 'Register a new domain', 'page:domain-search', 'globe', NULL, 2),
    ('en', 'Renew services', 'page:renewals', 'renew', 'services', 3),
    ('en', 'Read the guides', 'page:guides', 'book', NULL, 4),
    ('pl', 'Zamów nową usługę', 'page:order', 'cart', 'orders', 1),
    ('pl', 'Zarejestruj nową domenę', 'page:domain-search', 'globe', NULL, 2),
    ('pl', 'Odnów usługi', 'page:renewals', 'renew', 'services', 3),
    ('pl', 'Przeczytaj poradniki', 'page:guides', 'book', NULL, 4);

INSERT INTO banner (language, starts_on, ends_on, title, text, link, link_text, position) VALUES
    ('en', UTC_DATE() - INTERVAL 20 DAY, UTC_DATE() + INTERVAL 40 DAY,
     'A second copy of everything',
     'Off-site Backup keeps your websites and databases in another data centre for 90 days. The first month costs nothing.',
     'page:order', 'See all plans', 1),
    ('pl', UTC_DATE() - INTERVAL 20 DAY, UTC_DATE() + INTERVAL 40 DAY,
     'Druga kopia wszystkiego',
     'Off-site Backup przechowuje Twoje strony i bazy danych przez 90 dni w innym centrum danych. Pierwszy miesiąc jest bezpłatny.',
     'page:order', 'Zobacz wszystkie plany', 1),
    ('en', UTC_DATE() - INTERVAL 120 DAY, UTC_DATE() - INTERVAL 60 DAY,
     'Summer prices on virtual servers',
     'All VPS plans for the price of the next smaller one, for the first three months.',
     'page:order', 'Choose a server', 2),
    ('en', UTC_DATE() + INTERVAL 41 DAY, NULL,
     'A .shop of your own for 2.89 EUR',
     'The first year of a .shop domain costs less than a cup of coffee.',
     'page:domain-search', 'Find a name', 3),
    ('pl', UTC_DATE() + INTERVAL 41 DAY, NULL,
     'Twoja domena .shop za 2,89 EUR',
     'Pierwszy rok domeny .shop kosztuje mniej niż filiżanka kawy.',
     'page:domain-search', 'Znajdź nazwę', 3);

INSERT INTO news (id, language, published_on, title, summary, body) VALUES
    (1, 'en', UTC_DATE() - INTERVAL 2 DAY,
     'Maintenance of the Cork network on Sunday night',
     'Between 02:00 and 04:00 UTC single connections may be interrupted for a few seconds.',
     'On Sunday night we replace two of the four switches that join our Cork data centre to the internet.

Between **02:00 and 04:00 UTC** traffic moves to the other two. You may notice:

* open connections that end once, for a few seconds
* slightly longer answer times until 04:00

Nothing has to be done on your side. Backups of that night start one hour later than usual.'),
    (2, 'pl', UTC_DATE() - INTERVAL 2 DAY,
     'Prace w sieci w Cork w niedzielę w nocy',
     'Między 02:00 a 04:00 UTC pojedyncze połączenia mogą zostać przerwane na kilka sekund.',
     'W nocy wymieniamy dwa z czterech przełączników, które łączą nasze centrum danych w Cork z internetem.

Między **02:00 a 04:00 UTC** ruch przejmą dwa pozostałe. Możesz zauważyć:

* jednorazowe zerwanie otwartych połączeń na kilka sekund
* nieco dłuższy czas odpowiedzi do 04:00

Z Twojej strony nic nie trzeba robić. Kopie zapasowe tej nocy rozpoczną się godzinę później niż zwykle.'),
    (3, 'en', UTC_DATE() - INTERVAL 6 DAY,
     'New PHP version for all WordPress plans',
     'Your sites move in groups over the next two weeks, each after a test run.',
     'Over the next two weeks every WordPress site moves to the current PHP version.

1. We copy your site and run it on the new version.
2. When the copy answers as the original does, we switch the original at night.
3. When it does not, we leave the site as it is and write to you with what we found.

You can switch earlier yourself: open the service, choose *Settings* and then *PHP version*.'),
    (4, 'pl', UTC_DATE() - INTERVAL 6 DAY,
     'Nowa wersja PHP we wszystkich planach WordPress',
     'Strony przenosimy grupami w ciągu dwóch tygodni, każdą po próbnym uruchomieniu.',
     'W ciągu najbliższych dwóch tygodni każda strona WordPress przejdzie na bieżącą wersję PHP.

1. Kopiujemy stronę i uruchamiamy ją na nowej wersji.
2. Jeśli kopia działa tak jak oryginał, nocą przełączamy oryginał.
3. Jeśli nie, zostawiamy stronę bez zmian i piszemy, co znaleźliśmy.

Możesz też przełączyć stronę wcześniej: otwórz usługę, wybierz *Ustawienia*, a potem *Wersja PHP*.'),
    (5, 'en', UTC_DATE() - INTERVAL 13 DAY,
     'Snapshots of virtual servers are now free',
     'Keep up to three snapshots per server at no extra cost.',
     'Every virtual server can now keep **three snapshots** at no extra cost. A snapshot takes a few seconds, also while the server is running.

Take one before an upgrade, and go back within a minute if something breaks. A snapshot is not a backup: it lives on the same storage as the server. For a copy elsewhere there is Off-site Backup.'),
    (6, 'pl', UTC_DATE() - INTERVAL 13 DAY,
     'Migawki serwerów wirtualnych są teraz bezpłatne',
     'Do trzech migawek na serwer bez dodatkowych opłat.',
     'Każdy serwer wirtualny może teraz przechowywać **trzy migawki** bez dodatkowych opłat. Wykonanie migawki trwa kilka sekund, także na działającym serwerze.

Zrób migawkę przed aktualizacją, a w razie kłopotów wrócisz do niej w minutę. Migawka nie jest kopią zapasową: leży na tym samym dysku co serwer. Kopię w innym miejscu zapewnia Off-site Backup.'),
    (7, 'en', UTC_DATE() - INTERVAL 27 DAY,
     'Transfers of .eu domains take minutes now',
     'With the auth code at hand, a .eu name is usually here within ten minutes.',
     'The registry has shortened the transfer of .eu domains. With the auth code at hand a name is usually with us within ten minutes, and the remaining time is kept.

The guide *Transferring a domain to us* shows each step.'),
    (8, 'pl', UTC_DATE() - INTERVAL 27 DAY,
     'Transfer domen .eu trwa teraz kilka minut',
     'Z kodem autoryzacyjnym pod ręką domena .eu jest u nas zwykle w dziesięć minut.',
     'Rejestr skrócił procedurę transferu domen .eu. Z kodem autoryzacyjnym pod ręką nazwa jest u nas zwykle w dziesięć minut, a opłacony okres zostaje zachowany.

Kolejne kroki opisuje poradnik *Transfer domeny do nas*.'),
    (9, 'en', UTC_DATE() - INTERVAL 34 DAY,
     'Classic Hosting moves to new machines',
     'Your plan stays, its servers are replaced. Moving to Web Plus is free until the end of the year.',
     'The servers of Classic Hosting are replaced by new ones. Your plan and its price stay as they are.

If you would like more space and nightly backups, write to *Sales*: moving to Web Plus is free until the end of the year, and we do the work.'),
    (10, 'en', UTC_DATE() - INTERVAL 58 DAY,
     'Support in the evening, seven days a week',
     'Technical support now answers until 22:00 UTC, on weekends too.',
     'From today technical support answers tickets until **22:00 UTC, seven days a week**. Urgent failures are taken care of around the clock, as before.'),
    (11, 'pl', UTC_DATE() - INTERVAL 58 DAY,
     'Wsparcie także wieczorem, siedem dni w tygodniu',
     'Dział techniczny odpowiada teraz do 22:00 UTC, również w weekendy.',
     'Od dziś dział techniczny odpowiada na zgłoszenia do **22:00 UTC, siedem dni w tygodniu**. Pilnymi awariami zajmujemy się, jak dotąd, przez całą dobę.'),
    (12, NULL, UTC_DATE() - INTERVAL 92 DAY,
     'ISO/IEC 27001',
     NULL,
     'ISO/IEC 27001: certified again for three years.'),
    (13, 'en', UTC_DATE() - INTERVAL 130 DAY,
     'Shared calendars for Mailbox Team',
     'Teams can now plan together, on the phone and in the browser.',
     'Mailbox Team now has shared calendars. Create one in webmail under *Calendar*, *New*, choose your colleagues and whether they may change entries. It appears on phones by itself.'),
    (14, 'en', UTC_DATE() - INTERVAL 171 DAY,
     'A status page',
     'What runs and what does not, at any time.',
     'What runs, what does not and what is planned can now be read on the page *Network status*, without signing in.'),
    (15, 'en', UTC_DATE() + INTERVAL 12 DAY,
     'Support hours during the holidays',
     'When you reach us at the end of December.',
     'Urgent failures are taken care of around the clock. All other tickets are answered from 09:00 to 18:00 UTC.');

INSERT INTO news_product (news_id, product_id) VALUES
    (3, 4), (3, 5), (4, 4), (4, 5),
    (5, 6), (5, 7), (5, 8), (6, 6), (6, 7), (6, 8),
    (9, 14), (13, 10);

INSERT INTO guide (slug, language, category, title, summary, position, updated_at, body) VALUES
    ('renew-in-time', 'en', 'Billing', 'Renewing in time',
     'When a renewal is possible, what it costs, and what happens without it.', 1,
     UTC_DATE() - INTERVAL 80 DAY,
     'You need not wait for our invoice: what is due soon can be renewed from the main page.

# How early

* monthly: from 14 days before the due date
* quarterly: from 21 days
* every six months: from 30 days
* yearly and longer, and domains: from 60 days

# What happens without it

A service that is not paid is suspended after the due date and its data is kept for 30 days. A domain stops working on the day it expires. For a while it can be brought back, for a fee that the registry sets.');

INSERT INTO guide_vote (slug, user_id, visitor, helpful) VALUES
    ('renew-in-time', 0, UNHEX(MD5('a')), 1),
    ('renew-in-time', 0, UNHEX(MD5('b')), 1),
    ('renew-in-time', 0, UNHEX(MD5('c')), 0);

-- Drafts: once they are published, who opened an account lately sees them
-- across the top.
INSERT INTO banner (language, starts_on, title, text, link, link_text, state, placement, new_days) VALUES
    ('en', UTC_DATE() - INTERVAL 20 DAY, 'Welcome to Hazelport',
     'Moving from somewhere else? We copy your websites and mailboxes for nothing.',
     'page:tickets', 'Ask for it', 'draft', 'top', 30),
    ('pl', UTC_DATE() - INTERVAL 20 DAY, 'Witamy w Hazelport',
     'Przenosisz się skądinąd? Skopiujemy Twoje strony i skrzynki za darmo.',
     'page:tickets', 'Napisz do nas', 'draft', 'top', 30);

INSERT INTO incident (id, language, kind, progress, state, title, body, starts_at, ends_at) VALUES
    (1, 'en', 'maintenance', 'planned', 'published', 'New machines below VPS L',
     'Each VPS L moves to a new machine while it runs. Connections stay open; disks may answer slowly for a few seconds.',
     UTC_DATE() + INTERVAL 74 HOUR, UTC_DATE() + INTERVAL 76 HOUR),
    (2, 'pl', 'maintenance', 'planned', 'published', 'Nowe maszyny pod VPS L',
     'Każdy VPS L przenosimy na nową maszynę bez wyłączania. Połączenia pozostają otwarte; dyski mogą przez kilka sekund odpowiadać wolniej.',
     UTC_DATE() + INTERVAL 74 HOUR, UTC_DATE() + INTERVAL 76 HOUR),
    (3, 'en', 'incident', 'resolved', 'published', 'Slow webmail',
     'Webmail answered slowly for some customers. Mail itself was delivered all the time.',
     UTC_DATE() - INTERVAL 126 HOUR, UTC_DATE() - INTERVAL 124 HOUR),
    (4, 'pl', 'incident', 'resolved', 'published', 'Powolna poczta w przeglądarce',
     'U części klientów poczta w przeglądarce odpowiadała powoli. Same wiadomości były cały czas doręczane.',
     UTC_DATE() - INTERVAL 126 HOUR, UTC_DATE() - INTERVAL 124 HOUR);

INSERT INTO incident_product (incident_id, product_id) VALUES
    (1, 8), (2, 8), (3, 10), (4, 10);

INSERT INTO incident_update (incident_id, progress, body, created_at) VALUES
    (3, 'investigating', 'We see long answer times and look for the reason.', UTC_DATE() - INTERVAL 7530 MINUTE),
    (3, 'identified', 'A full disk on one of three front ends. It has been taken out.', UTC_DATE() - INTERVAL 7500 MINUTE),
    (3, 'resolved', 'Answer times are normal again. **Free space is watched on that machine, too, from now on.**', UTC_DATE() - INTERVAL 7440 MINUTE),
    (4, 'investigating', 'Widzimy długie czasy odpowiedzi i szukamy przyczyny.', UTC_DATE() - INTERVAL 7530 MINUTE),
    (4, 'resolved', 'Czasy odpowiedzi wróciły do normy. Przyczyną był pełny dysk jednej z trzech maszyn.', UTC_DATE() - INTERVAL 7440 MINUTE);
