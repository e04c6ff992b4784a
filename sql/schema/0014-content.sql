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

-- A banner's picture, checked when it came in. hash: the first 32 digits of
-- the SHA-256 of its bytes; its address has it, so browsers keep it for good.
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
