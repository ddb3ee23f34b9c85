// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MapColumnsTest {

  @Test
  void putsEveryServiceRightOfItsCallers() {
    List<List<String>> columns =
        MapColumns.of(
            List.of("shop", "pay", "order", "db", "stock"),
            List.of(
                call("shop", "pay"),
                call("shop", "order"),
                call("order", "stock"),
                call("stock", "db"),
                call("pay", "db"),
                call("shop", "db")));

    assertThat(columns).hasSize(4);
    assertThat(columns.get(0)).containsExactly("shop");
    assertThat(columns.get(1)).containsExactlyInAnyOrder("pay", "order");
    assertThat(columns.get(2)).containsExactly("stock");
    assertThat(columns.get(3)).containsExactly("db");
  }

  @Test
  void survivesCyclesAndCallsToOneself() {
    List<List<String>> columns =
        MapColumns.of(
            List.of("a", "b", "c"),
            List.of(call("a", "b"), call("b", "c"), call("c", "a"), call("a", "a")));

    assertThat(columns.stream().flatMap(List::stream)).containsExactlyInAnyOrder("a", "b", "c");
  }

  @Test
  void putsCalleesNextToTheirCallers() {
    List<List<String>> columns =
        MapColumns.of(List.of("a", "b", "x", "y"), List.of(call("a", "y"), call("b", "x")));

    assertThat(columns).containsExactly(List.of("a", "b"), List.of("y", "x"));
  }

  private static MapGraph.Call call(String client, String server) {
    return new MapGraph.Call(client, "", server, "", 1, 0);
  }
}
