// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.trade;

import dev.ballast.shop.node.BadRequestException;
import dev.ballast.shop.node.Call;
import dev.ballast.shop.node.Peer;
import dev.ballast.shop.node.Reply;
import dev.ballast.shop.node.Route;
import dev.ballast.shop.node.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Prices products and takes orders: stock is reserved and the journal written before storing. */
final class Orders {

  private static final Statement PRICE =
      Statement.reading("products", "SELECT name, price_cents FROM products WHERE id = ?");

  private static final Statement PLACE =
      Statement.changing(
          "INSERT",
          "orders",
          "INSERT INTO orders (id, user_id, region, product_id, quantity, total_cents)"
              + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING");

  private final Trade trade;
  private final Peer users;
  private final Peer inventory;

  Orders(Trade trade) {
    this.trade = trade;
    this.users = trade.peer("user-service");
    this.inventory = trade.peer("inventory");
  }

  List<Route> routes() {
    return List.of(
        Route.get("/products/{product}", this::offer), Route.post("/orders", this::place));
  }

  private Reply offer(Call call) {
    int product = call.number("product");
    Map<String, Object> offer = new HashMap<>(priced(product));
    offer.putAll(inventory.get("/stock/" + product));
    return Reply.ok(offer);
  }

  private Reply place(Call call) {
    UUID order = id(call);
    int user = call.number("user");
    int product = call.number("product");
    int quantity = call.number("quantity");
    users.get("/users/" + user);
    int total = ((Number) priced(product).getOrDefault("price_cents", 0)).intValue() * quantity;
    inventory.post(
        "/reservations?order=%s&product=%d&quantity=%d".formatted(order, product, quantity), "");
    trade.record(
        "order %s user %d product %d quantity %d total %d"
            .formatted(order, user, product, quantity, total));
    trade.db().run(PLACE, order, user, trade.region(), product, quantity, total);
    return Reply.created(Map.of("order", order.toString(), "total_cents", total));
  }

  private Map<String, Object> priced(int product) {
    List<Map<String, Object>> rows = trade.db().run(PRICE, product);
    if (rows.isEmpty()) {
      throw new BadRequestException("product: " + product + " (expected: one that we sell)");
    }
    return rows.getFirst();
  }

  static UUID id(Call call) {
    String text = call.text("order");
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new BadRequestException("order: " + text + " (expected: a UUID)");
    }
  }
}
