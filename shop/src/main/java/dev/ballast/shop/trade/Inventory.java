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

/** How much of a product a region has, and for whom it is put aside. */
final class Inventory {

  private static final Statement ON_HAND =
      Statement.reading("stock", "SELECT on_hand FROM stock WHERE product_id = ? AND region = ?");

  /** A repeated reservation of the same order takes nothing more from the shelf. */
  private static final Statement RESERVE =
      Statement.changing(
          "UPDATE",
          "stock",
          "WITH new AS (INSERT INTO reservations (order_id, product_id, region, quantity)"
              + " VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING product_id, region, quantity)"
              + " UPDATE stock s SET on_hand = s.on_hand - new.quantity FROM new"
              + " WHERE s.product_id = new.product_id AND s.region = new.region"
              + " RETURNING s.on_hand");

  private final Trade trade;
  private final Peer warehouse;

  Inventory(Trade trade) {
    this.trade = trade;
    this.warehouse = trade.peer("warehouse");
  }

  List<Route> routes() {
    return List.of(
        Route.get("/stock/{product}", this::stock), Route.post("/reservations", this::reserve));
  }

  private Reply stock(Call call) {
    int product = call.number("product");
    List<Map<String, Object>> rows = trade.db().run(ON_HAND, product, trade.region());
    if (rows.isEmpty()) {
      throw new BadRequestException("product: " + product + " (expected: one that we stock)");
    }
    Map<String, Object> stock = new HashMap<>(rows.getFirst());
    stock.putAll(warehouse.get("/deliveries/" + product));
    return Reply.ok(stock);
  }

  private Reply reserve(Call call) {
    int product = call.number("product");
    int quantity = call.number("quantity");
    Map<String, Object> pick =
        warehouse.post("/picks?product=%d&quantity=%d".formatted(product, quantity), "");
    trade.db().run(RESERVE, Orders.id(call), product, trade.region(), quantity);
    return Reply.created(pick);
  }
}
