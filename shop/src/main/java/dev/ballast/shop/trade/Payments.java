// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.trade;

import dev.ballast.shop.node.Call;
import dev.ballast.shop.node.DependencyException;
import dev.ballast.shop.node.Peer;
import dev.ballast.shop.node.Reply;
import dev.ballast.shop.node.Route;
import dev.ballast.shop.node.Statement;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Severity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Takes each order's money once: the order's id is the key under which the attempt is stored before
 * the card is charged, and a repeated request gets the first one's approval. The answer says which
 * server took it, under which of PostgreSQL's own terms of leadership (its timeline), and when.
 */
final class Payments {

  private static final Statement BEGIN =
      Statement.changing(
          "INSERT",
          "payments",
          "INSERT INTO payments (order_id, user_id, amount_cents, status)"
              + " VALUES (?, ?, ?, 'pending')"
              + " ON CONFLICT (order_id) DO UPDATE SET status = payments.status"
              + " RETURNING approval, server, term, written");

  private static final Statement CAPTURE =
      Statement.changing(
          "UPDATE",
          "payments",
          "UPDATE payments SET status = 'captured', approval = ?, captured_at = now(),"
              + " server = current_setting('port')::int,"
              + " term = left(pg_walfile_name(pg_current_wal_insert_lsn()), 8),"
              + " written = (extract(epoch FROM clock_timestamp()) * 1000)::bigint"
              + " WHERE order_id = ?"
              + " RETURNING approval, server, term, written");

  private final Trade trade;
  private final Peer auth;
  private final Peer users;
  private final CardClient cards;

  Payments(Trade trade) {
    this.trade = trade;
    this.auth = trade.peer("auth");
    this.users = trade.peer("user-service");
    this.cards = CardClient.of(trade.peer("card-processor"), trade.settings());
  }

  List<Route> routes() {
    return List.of(Route.post("/payments", this::pay));
  }

  private Reply pay(Call call) {
    UUID order = Orders.id(call);
    int user = call.number("user");
    int amount = call.number("amount");
    Object payer = auth.post("/verify", call.authorization()).get("user");
    if (!("" + user).equals("" + payer)) {
      return new Reply(403, Map.of("error", "the token is not this user's"));
    }
    Object card = users.get("/users/" + user).get("card");
    Map<String, Object> begun = trade.db().run(BEGIN, order, user, amount).getFirst();
    if (begun.get("approval") instanceof String) {
      return Reply.ok(receipt(order, begun));
    }
    String approval = cards.charge(order, "" + card, amount);
    List<Map<String, Object>> captured = trade.db().run(CAPTURE, approval, order);
    if (captured.isEmpty()) {
      // Begun at a database that is lost: nothing was kept, so nothing may be promised.
      throw new DependencyException("database: the payment that was begun is not there", false);
    }
    trade
        .telemetry()
        .log(
            Severity.INFO,
            "payment.captured",
            "payment of order " + order + " captured",
            Attributes.builder()
                .put("order.id", order.toString())
                .put("payment.amount_cents", amount)
                .build());
    return Reply.created(receipt(order, captured.getFirst()));
  }

  private static Map<String, Object> receipt(UUID order, Map<String, Object> row) {
    Map<String, Object> receipt = new HashMap<>(row);
    receipt.put("order", order.toString());
    return receipt;
  }
}
