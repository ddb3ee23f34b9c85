// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.trade;

import dev.ballast.shop.node.Call;
import dev.ballast.shop.node.Peer;
import dev.ballast.shop.node.Reply;
import dev.ballast.shop.node.Route;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Severity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What users see: product pages, the checkout, reviews. Everything it shows comes from others. */
final class Storefront {

  private final Trade trade;
  private final Peer orders;
  private final Peer payments;
  private final Peer reviews;

  Storefront(Trade trade) {
    this.trade = trade;
    this.orders = trade.peer("orders");
    this.payments = trade.peer("payments");
    this.reviews = trade.peer("reviews");
  }

  List<Route> routes() {
    return List.of(
        Route.get("/products/{product}", this::product),
        Route.post("/checkout", this::checkout),
        Route.post("/products/{product}/reviews", this::review),
        Route.post("/reviews/{review}/likes", this::like),
        Route.post("/reviews/{review}/comments", this::comment));
  }

  private Reply product(Call call) {
    int product = call.number("product");
    Map<String, Object> offer = orders.get("/products/" + product);
    Map<String, Object> opinions = reviews.get("/products/" + product + "/reviews");
    return Reply.ok(Map.of("offer", offer, "opinions", opinions));
  }

  private Reply checkout(Call call) {
    String order = call.text("order");
    int user = call.number("user");
    String what =
        "?order=%s&user=%d&product=%d&quantity=%d"
            .formatted(order, user, call.number("product"), call.number("quantity"));
    Object total = field(orders.post("/orders" + what, ""), "total_cents");
    String bill = "?order=%s&user=%d&amount=%s".formatted(order, user, total);
    Map<String, Object> paid = payments.post("/payments" + bill, call.authorization());
    Object approval = field(paid, "approval");
    trade
        .telemetry()
        .log(
            Severity.INFO,
            "checkout.done",
            "order " + order + " paid",
            Attributes.builder().put("order.id", order).put("user.id", "" + user).build());
    Map<String, Object> receipt = new HashMap<>(paid);
    receipt.put("order", order);
    receipt.put("total_cents", total);
    receipt.put("approval", approval);
    return Reply.created(receipt);
  }

  private Reply review(Call call) {
    return Reply.created(
        reviews.post(
            "/products/%d/reviews?user=%d&stars=%d&body=%s"
                .formatted(
                    call.number("product"),
                    call.number("user"),
                    call.number("stars"),
                    call.text("body")),
            ""));
  }

  private Reply like(Call call) {
    return Reply.ok(
        reviews.post(
            "/reviews/%d/likes?user=%d".formatted(call.number("review"), call.number("user")), ""));
  }

  private Reply comment(Call call) {
    return Reply.created(
        reviews.post(
            "/reviews/%d/comments?user=%d&body=%s"
                .formatted(call.number("review"), call.number("user"), call.text("body")),
            ""));
  }

  private static Object field(Map<String, Object> answer, String name) {
    Object value = answer.get(name);
    if (value == null) {
      throw new IllegalStateException("an answer has no " + name);
    }
    return value;
  }
}
