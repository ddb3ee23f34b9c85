// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class RouteTest {

  private final Route route = Route.get("/products/{product}/reviews", call -> Reply.ok(Map.of()));

  @Test
  void bindsThePartsInBraces() {
    assertThat(route.match("GET", "/products/17/reviews")).contains(Map.of("product", "17"));
  }

  @Test
  void isNotForOtherMethods() {
    assertThat(route.match("POST", "/products/17/reviews")).isEmpty();
  }

  @Test
  void isNotForOtherPaths() {
    assertThat(route.match("GET", "/products/17")).isEmpty();
    assertThat(route.match("GET", "/products/17/likes")).isEmpty();
  }
}
