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
     'What runs, what does not and what is planned can now be read on our status page, which lives outside our own network.'),
    (15, 'en', UTC_DATE() + INTERVAL 12 DAY,
     'Support hours during the holidays',
     'When you reach us at the end of December.',
     'Urgent failures are taken care of around the clock. All other tickets are answered from 09:00 to 18:00 UTC.');

INSERT INTO news_product (news_id, product_id) VALUES
    (3, 4), (3, 5), (4, 4), (4, 5),
    (5, 6), (5, 7), (5, 8), (6, 6), (6, 7), (6, 8),
    (9, 14), (13, 10);

INSERT INTO guide (slug, language, category, title, summary, position, updated_at, body) VALUES
    ('your-dashboard', 'en', 'First steps', 'Your dashboard',
     'What the main page shows, section by section.', 1,
     UTC_DATE() - INTERVAL 19 DAY,
     'The dashboard is the place where you manage your services and invoices. After signing in you see its main page. This guide goes through it from top to bottom.

## Personal data

Your name and address as they stand on invoices. **Update** opens your personal information, the billing address and the e-mail preferences: there you choose which notifications you get, and whether you want our occasional mailing list.

## Contacts

People who help you with the account. A contact can get the mails about invoices, for example, without being able to sign in. Press **New contact** to add one.

## Shortcuts

The quickest way to a new service or a new domain.

## The numbers

* **Services**: your active services
* **Domains**: domains registered with us or transferred to us, without those that another registrar keeps
* **Invoices**: invoices that are still unpaid
* **Tickets**: your conversations with support

Each number leads to the full list, where you can filter and sort.

## Active services

The name of each service, the domain that belongs to it, and its status. **Manage** opens its details.

## Renewals

When something is due soon, it is listed here with the days that are left. How early you can renew depends on the billing cycle: 14 days before the due date for monthly services, up to 60 days for yearly ones and for domains. If a renewal is already on an unpaid invoice, that invoice is linked, so that nothing is paid twice.

## Domain search

Type a name to register it, or to move a domain here that you already have.

## Recent tickets

The five conversations with support that changed last.

## News

What is new with us, and with the products you use.'),
    ('your-dashboard', 'pl', 'Pierwsze kroki', 'Twój panel klienta',
     'Co pokazuje strona główna, sekcja po sekcji.', 1,
     UTC_DATE() - INTERVAL 19 DAY,
     'Panel klienta to miejsce, w którym zarządzasz usługami i fakturami. Po zalogowaniu widzisz stronę główną. Ten poradnik omawia ją od góry do dołu.

## Dane osobowe

Twoje imię, nazwisko i adres, takie jak na fakturach. Przycisk **Zmień** otwiera dane osobowe, adres rozliczeniowy i ustawienia poczty: tam wybierasz, które powiadomienia otrzymujesz i czy chcesz dostawać nasz newsletter.

## Kontakty

Osoby, które pomagają Ci prowadzić konto. Kontakt może na przykład otrzymywać wiadomości o fakturach, choć nie może się zalogować. Nową osobę dodasz przyciskiem **Nowy kontakt**.

## Skróty

Najkrótsza droga do nowej usługi lub nowej domeny.

## Liczby

* **Usługi**: Twoje aktywne usługi
* **Domeny**: domeny zarejestrowane u nas lub do nas przeniesione, bez tych, które utrzymuje inny rejestrator
* **Faktury**: faktury jeszcze nieopłacone
* **Zgłoszenia**: Twoje rozmowy z pomocą techniczną

Każda liczba prowadzi do pełnej listy, którą można filtrować i sortować.

## Aktywne usługi

Nazwa usługi, powiązana domena i status. **Zarządzaj** otwiera szczegóły.

## Odnowienia

Gdy zbliża się termin płatności, zobaczysz tu usługę i liczbę pozostałych dni. To, jak wcześnie można odnowić usługę, zależy od okresu rozliczeniowego: 14 dni przed terminem przy usługach miesięcznych, do 60 dni przy rocznych i przy domenach. Jeśli odnowienie jest już na nieopłaconej fakturze, pokazujemy odnośnik do niej, więc niczego nie zapłacisz dwa razy.

## Wyszukiwarka domen

Wpisz nazwę, aby ją zarejestrować albo przenieść do nas domenę, którą już masz.

## Ostatnie zgłoszenia

Pięć rozmów z pomocą techniczną, w których ostatnio coś się zmieniło.

## Aktualności

Co nowego u nas i w produktach, z których korzystasz.'),
    ('register-a-domain', 'en', 'Domains', 'Registering a domain',
     'From a name that is still free to a working website and mail.', 1,
     UTC_DATE() - INTERVAL 45 DAY,
     'A domain is registered for a year at a time and can be renewed as often as you like. Most names are yours within a few minutes.

## Choosing a name

* Letters of the Latin alphabet, digits and hyphens always work. Letters such as **ü** or **ł** are possible with many endings.
* A name has up to 63 characters. Short ones that can be spelled over the phone serve best.
* Check that the name is no trademark of somebody else.

## Step by step

1. On the main page, type the name into **Domain search** and choose *Register*.
2. Pick the endings you want. The price of the first year and of the renewal stand next to each.
3. Check the owner: by default it is the person on your account. For a company, the company''s name should be there.
4. Place the order and pay the invoice. The registration starts at once.

## Afterwards

For most endings you get one mail that asks you to confirm the owner''s address. Please do so **within 15 days**, otherwise the registry switches the domain off until you do.

Names of our hosting plans work by themselves. To use the domain elsewhere, change its name servers in the domain''s details.

## When it is due

A domain can be renewed from 60 days before it expires. If you miss the date, most endings leave a few weeks in which it can still be rescued, at a higher price. So leave automatic renewal on for names that matter.'),
    ('register-a-domain', 'pl', 'Domeny', 'Rejestracja domeny',
     'Od wolnej nazwy do działającej strony i poczty.', 1,
     UTC_DATE() - INTERVAL 45 DAY,
     'Domenę rejestruje się na rok i można ją odnawiać dowolnie wiele razy. Większość nazw jest Twoja po kilku minutach.

## Wybór nazwy

* Litery alfabetu łacińskiego, cyfry i łączniki działają zawsze. Litery takie jak **ł** czy **ü** są możliwe w wielu rozszerzeniach.
* Nazwa ma do 63 znaków. Najlepiej sprawdzają się krótkie, które łatwo podyktować przez telefon.
* Upewnij się, że nazwa nie jest cudzym znakiem towarowym.

## Krok po kroku

1. Na stronie głównej wpisz nazwę w **wyszukiwarce domen** i wybierz *Rejestracja*.
2. Zaznacz rozszerzenia. Obok każdego widzisz cenę pierwszego roku i cenę odnowienia.
3. Sprawdź abonenta: domyślnie jest nim osoba z Twojego konta. Jeśli domena jest dla firmy, powinna tu stać jej nazwa.
4. Złóż zamówienie i opłać fakturę. Rejestracja rusza od razu.

## Po rejestracji

Przy większości rozszerzeń otrzymasz wiadomość z prośbą o potwierdzenie adresu abonenta. Zrób to **w ciągu 15 dni**, w przeciwnym razie rejestr wyłączy domenę do czasu potwierdzenia.

Z naszymi planami hostingowymi domena działa od razu. Aby używać jej gdzie indziej, zmień serwery nazw w szczegółach domeny.

## Gdy zbliża się termin

Domenę można odnowić od 60 dni przed wygaśnięciem. Po terminie większość rozszerzeń daje jeszcze kilka tygodni na jej uratowanie, ale drożej. Dla ważnych nazw zostaw więc włączone automatyczne odnawianie.'),
    ('transfer-a-domain', 'en', 'Domains', 'Transferring a domain to us',
     'What you need, how long it takes, and what stays as it is.', 2,
     UTC_DATE() - INTERVAL 26 DAY,
     'You can move a domain here from any other registrar. The website and the mail go on working meanwhile: a transfer changes who keeps the domain, not where it points.

## Before you start

* The domain is **older than 60 days** and was not transferred in the last 60.
* Its **transfer lock** is off. You find the switch at your present registrar.
* You have the **auth code** (also called EPP code or transfer code). Your present registrar shows it or sends it by mail.
* The mail address of the domain''s owner works: you may be asked to agree to the transfer.

## Step by step

1. On the main page, type the name into **Domain search** and choose *Transfer*.
2. Enter the auth code exactly as you got it. Upper and lower case matter.
3. Place the order and pay the invoice.
4. If the registry asks the owner to agree, follow the link in its mail.

## How long it takes

* .eu, .de, .pl: a few minutes
* .com, .net, .org: up to five days
* .ie: one working day

With most endings the transfer adds **one year** to the time already paid for.

## If it is refused

The usual reasons are a lock that is still on, a wrong code, or an unpaid invoice at the old registrar. We write to you with the registry''s reason, and a second attempt costs nothing.'),
    ('transfer-a-domain', 'pl', 'Domeny', 'Transfer domeny do nas',
     'Czego potrzebujesz, ile to trwa i co pozostaje bez zmian.', 2,
     UTC_DATE() - INTERVAL 26 DAY,
     'Domenę możesz przenieść do nas od każdego rejestratora. Strona i poczta działają w tym czasie bez przerwy: transfer zmienia to, kto utrzymuje domenę, a nie to, dokąd ona prowadzi.

## Zanim zaczniesz

* Domena jest **starsza niż 60 dni** i w ciągu ostatnich 60 dni nie była przenoszona.
* **Blokada transferu** jest wyłączona. Przełącznik znajdziesz u obecnego rejestratora.
* Masz **kod autoryzacyjny** (nazywany też kodem EPP lub authinfo). Obecny rejestrator pokazuje go w panelu albo wysyła pocztą.
* Adres poczty abonenta domeny działa: rejestr może poprosić o zgodę na transfer.

## Krok po kroku

1. Na stronie głównej wpisz nazwę w **wyszukiwarce domen** i wybierz *Transfer*.
2. Podaj kod dokładnie tak, jak go otrzymano. Wielkość liter ma znaczenie.
3. Złóż zamówienie i opłać fakturę.
4. Jeśli rejestr poprosi abonenta o zgodę, otwórz odnośnik z jego wiadomości.

## Ile to trwa

* .eu, .de, .pl: kilka minut
* .com, .net, .org: do pięciu dni
* .ie: jeden dzień roboczy

Przy większości rozszerzeń transfer dodaje **rok** do opłaconego już okresu.

## Gdy transfer zostanie odrzucony

Najczęstsze przyczyny to włączona jeszcze blokada, błędny kod lub nieopłacona faktura u dotychczasowego rejestratora. Napiszemy, jaki powód podał rejestr, a druga próba nic nie kosztuje.'),
    ('renew-in-time', 'en', 'Billing', 'Renewing in time',
     'When a renewal is possible, what it costs, and what happens without it.', 1,
     UTC_DATE() - INTERVAL 80 DAY,
     'You need not wait for our invoice: what is due soon can be renewed from the main page.

## How early

* monthly: from 14 days before the due date
* quarterly: from 21 days
* every six months: from 30 days
* yearly and longer, and domains: from 60 days

## What happens without it

A service that is not paid is suspended after the due date and its data is kept for 30 days. A domain stops working on the day it expires. For a while it can be brought back, for a fee that the registry sets.');
