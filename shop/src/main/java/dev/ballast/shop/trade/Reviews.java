// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.trade;

import dev.ballast.shop.node.Call;
import dev.ballast.shop.node.Reply;
import dev.ballast.shop.node.Route;
import dev.ballast.shop.node.Statement;
import java.util.List;
import java.util.Map;

/** Opinions about products, with likes and comments. */
final class Reviews {

  private static final Statement LATEST =
      Statement.reading(
          "reviews",
          "SELECT r.id, r.stars, r.body, r.likes,"
              + " (SELECT count(*) FROM comments c WHERE c.review_id = r.id) AS comments"
              + " FROM reviews r WHERE r.product_id = ? ORDER BY r.created_at DESC LIMIT 10");

  private static final Statement WRITE =
      Statement.changing(
          "INSERT",
          "reviews",
          "INSERT INTO reviews (product_id, user_id, stars, body) VALUES (?, ?, ?, ?)"
              + " RETURNING id");

  /** A second like of the same user changes nothing. */
  private static final Statement LIKE =
      Statement.changing(
          "INSERT",
          "likes",
          "WITH new AS (INSERT INTO likes (review_id, user_id) VALUES (?, ?)"
              + " ON CONFLICT DO NOTHING RETURNING review_id)"
              + " UPDATE reviews SET likes = likes + 1 FROM new WHERE id = new.review_id"
              + " RETURNING likes");

  private static final Statement COMMENT =
      Statement.changing(
          "INSERT",
          "comments",
          "INSERT INTO comments (review_id, user_id, body) VALUES (?, ?, ?) RETURNING id");

  private final Trade trade;

  Reviews(Trade trade) {
    this.trade = trade;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/products/{product}/reviews", this::latest),
        Route.post("/products/{product}/reviews", this::write),
        Route.post("/reviews/{review}/likes", this::like),
        Route.post("/reviews/{review}/comments", this::comment));
  }

  private Reply latest(Call call) {
    return Reply.ok(Map.of("reviews", trade.db().run(LATEST, call.number("product"))));
  }

  private Reply write(Call call) {
    return Reply.created(
        trade
            .db()
            .run(
                WRITE,
                call.number("product"),
                call.number("user"),
                call.number("stars"),
                call.text("body"))
            .getFirst());
  }

  private Reply like(Call call) {
    List<Map<String, Object>> counted =
        trade.db().run(LIKE, call.number("review"), call.number("user"));
    return Reply.ok(Map.of("new", !counted.isEmpty()));
  }

  private Reply comment(Call call) {
    return Reply.created(
        trade
            .db()
            .run(COMMENT, call.number("review"), call.number("user"), call.text("body"))
            .getFirst());
  }
}
