-- SPDX-License-Identifier: Apache-2.0
-- The shop's tables and the rows it opens with: 50 products with a few reviews each; the
-- supervisor adds the stock of every region.

CREATE TABLE products (
  id int PRIMARY KEY,
  name text NOT NULL,
  price_cents int NOT NULL CHECK (price_cents > 0)
);

CREATE TABLE stock (
  product_id int NOT NULL REFERENCES products,
  region text NOT NULL,
  on_hand int NOT NULL CHECK (on_hand >= 0),
  PRIMARY KEY (product_id, region)
);

CREATE TABLE orders (
  id uuid PRIMARY KEY,
  user_id int NOT NULL,
  region text NOT NULL,
  product_id int NOT NULL REFERENCES products,
  quantity int NOT NULL CHECK (quantity > 0),
  total_cents int NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX orders_by_user ON orders (user_id, created_at DESC);

-- One reservation per order, whatever is repeated.
CREATE TABLE reservations (
  order_id uuid PRIMARY KEY,
  product_id int NOT NULL REFERENCES products,
  region text NOT NULL,
  quantity int NOT NULL CHECK (quantity > 0),
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX reservations_by_product ON reservations (product_id);

-- One payment per order, whatever is repeated.
CREATE TABLE payments (
  order_id uuid PRIMARY KEY,
  user_id int NOT NULL,
  amount_cents int NOT NULL CHECK (amount_cents > 0),
  status text NOT NULL CHECK (status IN ('pending', 'captured')),
  approval text,
  created_at timestamptz NOT NULL DEFAULT now(),
  captured_at timestamptz,
  -- Who took it: the server's port, PostgreSQL's timeline, and the server's clock.
  server int,
  term text,
  written bigint
);
CREATE INDEX payments_by_user ON payments (user_id, created_at DESC);

CREATE TABLE reviews (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  product_id int NOT NULL REFERENCES products,
  user_id int NOT NULL,
  stars int NOT NULL CHECK (stars BETWEEN 1 AND 5),
  body text NOT NULL,
  likes int NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX reviews_by_product ON reviews (product_id, created_at DESC);

-- A user likes a review once.
CREATE TABLE likes (
  review_id bigint NOT NULL REFERENCES reviews,
  user_id int NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (review_id, user_id)
);

CREATE TABLE comments (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  review_id bigint NOT NULL REFERENCES reviews,
  user_id int NOT NULL,
  body text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX comments_by_review ON comments (review_id, created_at);

INSERT INTO products (id, name, price_cents)
  SELECT n, 'product ' || n, 499 + (n * 7919) % 20000 FROM generate_series(1, 50) n;
INSERT INTO reviews (product_id, user_id, stars, body)
  SELECT 1 + n % 50, 1 + n % 200, 1 + n % 5, 'review ' || n FROM generate_series(1, 400) n;
ANALYZE;
