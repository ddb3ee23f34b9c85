// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.trade;

import dev.ballast.shop.node.Call;
import dev.ballast.shop.node.Reply;
import dev.ballast.shop.node.Route;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * A stand-in for somebody else's company: approves every charge of those it knows, a few
 * milliseconds away.
 */
final class CardProcessor {

  private static final long NEAREST_NANOS = 3_000_000;
  private static final long FARTHEST_NANOS = 9_000_000;

  List<Route> routes() {
    return List.of(Route.post("/charges", this::charge));
  }

  private Reply charge(Call call) {
    if (!call.authorization().equals(CardClient.OUR_KEY)) {
      return new Reply(401, Map.of("error", "authentication failed: unknown API key"));
    }
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(NEAREST_NANOS, FARTHEST_NANOS));
    String key = call.text("key");
    return Reply.created(Map.of("approval", "a-" + key.substring(0, Math.min(8, key.length()))));
  }
}
