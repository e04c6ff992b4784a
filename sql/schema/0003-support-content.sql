-- SPDX-License-Identifier: Apache-2.0
-- Migration 3: support tickets, and what the provider publishes: news, banners, shortcuts, guides.

CREATE TABLE department (
    id       BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    name     VARCHAR(100) NOT NULL,
    position INT NOT NULL DEFAULT 0,
    PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- updated_at: when the conversation or its status changed last.
CREATE TABLE ticket (
    id            BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    account_id    BIGINT UNSIGNED NOT NULL,
    number        VARCHAR(20)  NOT NULL,
    subject       VARCHAR(255) NOT NULL,
    status        ENUM('open', 'answered', 'customer-reply', 'in-progress',
                       'on-hold', 'closed') NOT NULL DEFAULT 'open',
    priority      ENUM('low', 'medium', 'high') NOT NULL DEFAULT 'medium',
    department_id BIGINT UNSIGNED NULL,
    service_id    BIGINT UNSIGNED NULL,
    domain_id     BIGINT UNSIGNED NULL,
    created_at    DATETIME     NOT NULL DEFAULT (UTC_TIMESTAMP()),
    updated_at    DATETIME     NOT NULL DEFAULT (UTC_TIMESTAMP()),
    PRIMARY KEY (id),
    UNIQUE KEY ticket_number (number),
    KEY ticket_updated (account_id, updated_at),
    KEY ticket_created (account_id, created_at),
    KEY ticket_subject (account_id, subject),
    KEY ticket_status (account_id, status, updated_at),
    KEY ticket_department (department_id),
    KEY ticket_service (service_id),
    KEY ticket_domain (domain_id),
    CONSTRAINT ticket_account FOREIGN KEY (account_id) REFERENCES account (id),
    CONSTRAINT ticket_of_department FOREIGN KEY (department_id) REFERENCES department (id),
    CONSTRAINT ticket_of_service FOREIGN KEY (service_id) REFERENCES service (id),
    CONSTRAINT ticket_of_domain FOREIGN KEY (domain_id) REFERENCES domain (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- author: the name shown with the message, kept when its user is gone.
CREATE TABLE ticket_message (
    id         BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    ticket_id  BIGINT UNSIGNED NOT NULL,
    user_id    BIGINT UNSIGNED NULL,
    author     VARCHAR(200) NOT NULL,
    staff      TINYINT(1)   NOT NULL DEFAULT 0,
    body       TEXT         NOT NULL,
    created_at DATETIME     NOT NULL DEFAULT (UTC_TIMESTAMP()),
    PRIMARY KEY (id),
    KEY ticket_message_ticket (ticket_id),
    KEY ticket_message_user (user_id),
    CONSTRAINT ticket_message_of_ticket FOREIGN KEY (ticket_id)
        REFERENCES ticket (id) ON DELETE CASCADE,
    CONSTRAINT ticket_message_of_user FOREIGN KEY (user_id)
        REFERENCES user (id) ON DELETE SET NULL,
    CONSTRAINT ticket_message_staff CHECK (staff IN (0, 1))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- language NULL: shown in every language. Shown from the day published_on.
CREATE TABLE news (
    id           BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    language     VARCHAR(10)   NULL,
    published_on DATE          NOT NULL,
    title        VARCHAR(200)  NOT NULL,
    summary      VARCHAR(500)  NULL,
    body         TEXT          NOT NULL,
    PRIMARY KEY (id),
    KEY news_published (published_on)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- Products that a piece of news is about: only accounts that have one of
-- them see it. None: everybody does.
CREATE TABLE news_product (
    news_id    BIGINT UNSIGNED NOT NULL,
    product_id BIGINT UNSIGNED NOT NULL,
    PRIMARY KEY (news_id, product_id),
    KEY news_product_product (product_id),
    CONSTRAINT news_product_news FOREIGN KEY (news_id) REFERENCES news (id) ON DELETE CASCADE,
    CONSTRAINT news_product_of_product FOREIGN KEY (product_id) REFERENCES product (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- The first by position of those in date and language is shown. image: a
-- file of the theme's assets, or a link.
CREATE TABLE banner (
    id        BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    language  VARCHAR(10)   NULL,
    starts_on DATE          NOT NULL,
    ends_on   DATE          NULL,
    title     VARCHAR(200)  NULL,
    text      VARCHAR(1000) NULL,
    image     VARCHAR(255)  NULL,
    link      VARCHAR(500)  NULL,
    link_text VARCHAR(100)  NULL,
    position  INT           NOT NULL DEFAULT 0,
    PRIMARY KEY (id),
    CONSTRAINT banner_dates CHECK (ends_on >= starts_on),
    CONSTRAINT banner_shows CHECK (title IS NOT NULL OR text IS NOT NULL OR image IS NOT NULL)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- link: `page:NAME` (a page of the dashboard) or a URL. permission: only for
-- viewers that have it.
CREATE TABLE shortcut (
    id         BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    language   VARCHAR(10)  NULL,
    name       VARCHAR(100) NOT NULL,
    link       VARCHAR(500) NOT NULL,
    icon       VARCHAR(50)  NULL,
    permission ENUM('profile', 'contacts', 'services', 'services.manage',
                    'domains', 'domains.manage', 'invoices', 'invoices.pay',
                    'orders', 'tickets', 'tickets.write', 'emails') NULL,
    position   INT          NOT NULL DEFAULT 0,
    PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

-- A guide is a slug with a text per language; site.language stands in for a
-- language that is missing.
CREATE TABLE guide (
    id         BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    slug       VARCHAR(100) NOT NULL,
    language   VARCHAR(10)  NOT NULL,
    category   VARCHAR(100) NOT NULL,
    title      VARCHAR(200) NOT NULL,
    summary    VARCHAR(500) NULL,
    body       MEDIUMTEXT   NOT NULL,
    position   INT          NOT NULL DEFAULT 0,
    updated_at DATETIME     NOT NULL DEFAULT (UTC_TIMESTAMP()),
    PRIMARY KEY (id),
    UNIQUE KEY guide_slug (slug, language),
    KEY guide_language (language, category, position)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;
