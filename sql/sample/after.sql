-- SPDX-License-Identifier: Apache-2.0
-- The helper tables go, whether the sample data came in or not.

DROP TABLE IF EXISTS sample_topic;
DROP TABLE IF EXISTS sample_line;
DROP TABLE IF EXISTS sample_customer;
DROP TABLE IF EXISTS sample_region;
DROP TABLE IF EXISTS sample_number;
