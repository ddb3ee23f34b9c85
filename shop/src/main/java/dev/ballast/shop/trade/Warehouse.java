// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.trade;

import dev.ballast.shop.node.Call;
import dev.ballast.shop.node.Reply;
import dev.ballast.shop.node.Route;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Says when a product can leave the building and numbers the picks. */
final class Warehouse {

  private static final int LONGEST_DAYS = 4;

  private final AtomicLong picks = new AtomicLong();

  List<Route> routes() {
    return List.of(
        Route.get("/deliveries/{product}", Warehouse::delivery), Route.post("/picks", this::pick));
  }

  private static Reply delivery(Call call) {
    return Reply.ok(Map.of("days", 1 + call.number("product") % LONGEST_DAYS));
  }

  private Reply pick(Call call) {
    return Reply.created(
        Map.of("pick", picks.incrementAndGet(), "quantity", call.number("quantity")));
  }
}
