// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.trade;

import dev.ballast.shop.node.Call;
import dev.ballast.shop.node.Reply;
import dev.ballast.shop.node.Route;
import java.util.List;
import java.util.Map;

/** Tells whose a token is. */
final class Auth {

  private Auth() {}

  static List<Route> routes() {
    return List.of(Route.post("/verify", Auth::verify));
  }

  private static Reply verify(Call call) {
    return Tokens.userOf(call.authorization())
        .map(user -> Reply.ok(Map.of("user", user)))
        .orElseGet(() -> Reply.ok(Map.of("user", "")));
  }
}
