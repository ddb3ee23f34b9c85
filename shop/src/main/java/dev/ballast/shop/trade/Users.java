// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.trade;

import dev.ballast.shop.node.Call;
import dev.ballast.shop.node.Reply;
import dev.ballast.shop.node.Route;
import java.util.List;
import java.util.Map;

/** The shop's customers. They are made up from their number, so they need no storage. */
final class Users {

  private Users() {}

  static List<Route> routes() {
    return List.of(Route.get("/users/{user}", Users::user));
  }

  private static Reply user(Call call) {
    int user = call.number("user");
    return Reply.ok(
        Map.of("user", user, "name", "user " + user, "card", "tok-" + Integer.toHexString(user)));
  }
}
