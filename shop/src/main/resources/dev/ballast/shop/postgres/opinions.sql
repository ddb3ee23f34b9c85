-- SPDX-License-Identifier: Apache-2.0
-- Reviews, likes and comments where every region writes them. No foreign keys: products are in
-- another database, and no rule over several rows survives a cut between two that both take writes.
-- The opening rows are the same in every region, down to their times.

CREATE TABLE reviews (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  product_id int NOT NULL,
  user_id int NOT NULL,
  stars int NOT NULL CHECK (stars BETWEEN 1 AND 5),
  body text NOT NULL,
  likes int NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX reviews_by_product ON reviews (product_id, created_at DESC);

-- A user likes a review once.
CREATE TABLE likes (
  review_id bigint NOT NULL,
  user_id int NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (review_id, user_id)
);

CREATE TABLE comments (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  review_id bigint NOT NULL,
  user_id int NOT NULL,
  body text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX comments_by_review ON comments (review_id, created_at);

INSERT INTO reviews (product_id, user_id, stars, body, created_at)
  SELECT 1 + n % 50, 1 + n % 200, 1 + n % 5, 'review ' || n, timestamptz '2026-01-01 00:00:00Z'
    FROM generate_series(1, 400) n;
ANALYZE;
