-- SPDX-License-Identifier: Apache-2.0
-- Browsers that a user has signed in with. These rows are the user's.

-- :name    device.known
-- :doc     How many browsers the user has signed in with, and whether this one is among them
-- :args    user device
-- :columns devices known
SELECT COUNT(*) AS devices, COALESCE(SUM(d.device_hash = :device), 0) AS known
  FROM user_device d
 WHERE d.user_id = :user

-- :name    device.put
-- :doc     The user has signed in with this browser
-- :args    user device now
INSERT INTO user_device (user_id, device_hash, seen_at)
VALUES (:user, :device, :now)
ON DUPLICATE KEY UPDATE seen_at = :now

-- :name    device.purge
-- :doc     Forget browsers that weren't used for so long, some at a time
-- :args    before
DELETE FROM user_device WHERE seen_at < :before ORDER BY seen_at LIMIT 50
